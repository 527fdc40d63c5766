package dev.kanit.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One service in a JVM of its own, told everything by its environment, as a container is. */
final class ServiceProcess implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Process process;
    private final Path said;
    private final URI base;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private ServiceProcess(Process process, Path said, URI base) {
        this.process = process;
        this.said = said;
        this.base = base;
    }

    /**
     * Starts one.
     *
     * @param arguments of java: class path and main class
     * @param directory where it works; its output is kept beside it
     */
    static ServiceProcess start(
            List<String> arguments, Path directory, Map<String, String> environment)
            throws IOException {
        Files.createDirectories(directory);
        int port = freePort();
        Path said = directory.resolveSibling(directory.getFileName() + ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("MICRONAUT_SERVER_PORT", Integer.toString(port));
        return new ServiceProcess(builder.start(), said, URI.create("http://127.0.0.1:" + port));
    }

    /** Waits until this path answers with 200. */
    void await(String path) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        String last = "nothing";
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                HttpResponse<String> answer = get(path);
                if (answer.statusCode() == 200) {
                    return;
                }
                last = answer.statusCode() + " " + answer.body();
            } catch (IOException notYet) {
                last = String.valueOf(notYet.getMessage());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new AssertionError(path + ": " + last + "; it said " + said());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(base.resolve(path)));
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }

    URI uri(String path) {
        return base.resolve(path);
    }

    String said() {
        try {
            return Files.readString(said);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Asks it to end, as a cluster does; whether it did within the grace time of its pod. */
    boolean endsWhenAsked() throws InterruptedException {
        process.destroy();
        return process.waitFor(45, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        http.close();
        process.destroyForcibly();
        process.onExit().join();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
