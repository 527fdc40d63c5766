package dev.kanit.collector.check.command;

import dev.kanit.codec.check.CheckKind.Command;
import dev.kanit.collector.check.Expectations;
import dev.kanit.collector.check.Judged;
import dev.kanit.collector.check.Redaction;
import dev.kanit.collector.check.Seen;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Runs {@code command}: a program that the operator allowed, with the plan's arguments, without a
 * shell. The program sees nothing of this process's environment, and ends with the check.
 */
public final class CommandCheck {

    private static final int MAX_OUTPUT_BYTES = 64 * 1024;
    private static final int SHOWN = 400;
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "LANG", "C.UTF-8");

    private final Map<String, Path> programs;
    private final Redaction redaction;

    /**
     * Checks that may run these programs.
     *
     * @param programs by the operator's name for them; empty for none
     * @param redaction takes secrets out of what they print
     */
    public CommandCheck(Map<String, Path> programs, Redaction redaction) {
        this.redaction = redaction;
        this.programs = Map.copyOf(programs);
    }

    /**
     * Runs the program to its end.
     *
     * @throws IOException when it cannot be started
     * @throws InterruptedException when the time is over; the program is ended then
     */
    public Judged run(Command check) throws IOException, InterruptedException {
        Path program =
                Optional.ofNullable(programs.get(check.program()))
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "'"
                                                        + check.program()
                                                        + "' is not allowed (expected: a name in"
                                                        + " KANIT_CHECK_COMMANDS)"));
        List<String> line = new ArrayList<>();
        line.add(program.toString());
        line.addAll(check.arguments());
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            CompletableFuture<String> output = new CompletableFuture<>();
            var _ = Thread.ofVirtual().start(() -> output.complete(read(process)));
            int exit = process.waitFor();
            return judge(check, exit, output.get());
        } catch (ExecutionException e) {
            throw new IllegalStateException("reading tells its failure", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Judged judge(Command check, int exit, String output) {
        boolean asExpected =
                exit == check.exit()
                        && check.output()
                                .map(expected -> Expectations.holds(expected, output))
                                .orElse(true);
        String shown = output.isEmpty() ? "" : ": " + redaction.cut(output, SHOWN);
        return Judged.of(asExpected, Seen.of("exit " + exit + shown));
    }

    /** Keeps the beginning and lets the rest go, so that a talkative program is not stopped. */
    private static String read(Process process) {
        try (InputStream in = process.getInputStream()) {
            byte[] kept = in.readNBytes(MAX_OUTPUT_BYTES);
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return new String(kept, StandardCharsets.UTF_8).strip();
        } catch (IOException _) {
            return "";
        }
    }
}
