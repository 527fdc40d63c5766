package dev.kanit.standalone.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** {@code kanit up} as a process of its own, on free ports. */
public final class UpProcess implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Process process;
    private final Path said;
    private final Path data;

    private UpProcess(Process process, Path said, Path data) {
        this.process = process;
        this.said = said;
        this.data = data;
    }

    /** Starts it, and waits until it runs. */
    public static UpProcess start(Path data) throws IOException {
        Path said = Files.createTempFile(data.getParent(), "up", ".log");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        Process process =
                new ProcessBuilder(
                                java,
                                "-Xmx384m",
                                "-Dkanit.log=ERROR",
                                "-cp",
                                classes,
                                "dev.kanit.standalone.cli.Kanit",
                                "up",
                                "--data",
                                data.toString(),
                                "--port",
                                "0")
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        UpProcess up = new UpProcess(process, said, data);
        try {
            up.await("running", () -> up.text().contains("running;"));
        } catch (AssertionError failed) {
            up.kill();
            throw failed;
        }
        return up;
    }

    public RolloutApi api() throws IOException {
        return new RolloutApi(
                URI.create(told("api")), Files.readString(data.resolve("token")).strip());
    }

    /** One of the addresses that it prints at its start. */
    public String told(String name) {
        Optional<String> line =
                text().lines().filter(one -> one.startsWith(name + " ")).findFirst();
        return line.orElseThrow(() -> new AssertionError(name + ": not in " + text()))
                .substring(name.length())
                .strip();
    }

    public void await(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new AssertionError(what + ": not within " + LIMIT + "; it said " + text());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** SIGKILL: nothing is closed, nothing is flushed. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    private String text() {
        try {
            return Files.readString(said);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
