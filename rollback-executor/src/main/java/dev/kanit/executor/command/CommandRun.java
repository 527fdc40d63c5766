package dev.kanit.executor.command;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** One process from its start to its end, and whatever it started. */
final class CommandRun {

    private static final int MAX_DETAIL_LENGTH = 3_800;
    private static final int SHORTEST_SECRET = 4;
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(2);
    private static final Duration OUTPUT_WITHIN = Duration.ofSeconds(2);

    private final Process process;
    private final AllowedCommand command;
    private final List<String> secrets;
    private final BoundedOutput output = new BoundedOutput();

    private CommandRun(Process process, AllowedCommand command, List<String> secrets) {
        this.process = process;
        this.command = command;
        this.secrets = secrets;
    }

    /**
     * How it ended.
     *
     * @param code exit code; empty when it was ended by the time limit
     * @param detail command, time, and what it printed
     */
    record Ending(Optional<Integer> code, String detail) {}

    /**
     * Starts the command without a shell.
     *
     * @param variables of this process; the empty text when there is none
     * @throws IOException when there is no such program or directory
     */
    static CommandRun start(
            AllowedCommand command, List<String> arguments, UnaryOperator<String> variables)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(arguments)
                        .directory(command.directory().toFile())
                        .redirectErrorStream(true);
        builder.environment().clear();
        for (List<String> names : List.of(command.environment(), command.secrets())) {
            for (String name : names) {
                String value = variables.apply(name);
                if (!value.isEmpty()) {
                    builder.environment().put(name, value);
                }
            }
        }
        List<String> secrets =
                command.secrets().stream()
                        .map(variables)
                        .filter(value -> value.length() >= SHORTEST_SECRET)
                        .toList();
        Process process = builder.start();
        process.getOutputStream().close();
        return new CommandRun(process, command, secrets);
    }

    /** Waits for its end, and ends it when its time is over. */
    Ending await() {
        long began = System.nanoTime();
        Thread reader = Thread.ofVirtual().start(() -> output.drain(process.getInputStream()));
        boolean isEnded = false;
        try {
            isEnded = process.waitFor(command.within().toMillis(), TimeUnit.MILLISECONDS);
            if (!isEnded) {
                end();
            }
            // What the command left behind may hold the pipe open for as long as it likes.
            if (!reader.join(OUTPUT_WITHIN)) {
                process.getInputStream().close();
            }
        } catch (InterruptedException _) {
            end();
            Thread.currentThread().interrupt();
        } catch (IOException _) {
            // The pipe is gone, which is what closing it is for.
        }
        long millis = (System.nanoTime() - began) / 1_000_000;
        Optional<Integer> code = isEnded ? Optional.of(process.exitValue()) : Optional.empty();
        String ending =
                code.map(exit -> "exit " + exit + " after " + millis + " ms")
                        .orElse("ended after " + millis + " ms (limit: " + command.within() + ")");
        String printed = output.text(secrets, MAX_DETAIL_LENGTH);
        return new Ending(
                code,
                "command %s: %s; printed: %s"
                        .formatted(
                                command.name(), ending, printed.isEmpty() ? "nothing" : printed));
    }

    /** Ends the process and all that it has started; returns when the process is gone. */
    void end() {
        // Children first would let the parent start others meanwhile.
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        try {
            boolean _ = process.waitFor(ENDED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
