package dev.kanit.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Apicurio in a process of its own, with its schemas in memory. */
final class ApicurioProcess {

    /** System property with the unpacked distribution. */
    static final String DIRECTORY = "kanit.apicurio.directory";

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Process process;
    private final int port;

    private ApicurioProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Returns when it answers. */
    static ApicurioProcess start(Path workDirectory) throws IOException, InterruptedException {
        List<Integer> ports = LoopbackPort.free(2);
        Path log = workDirectory.resolve("apicurio.log");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dquarkus.http.host=127.0.0.1",
                                "-Dquarkus.management.host=127.0.0.1",
                                "-Dquarkus.http.port=" + ports.get(0),
                                "-Dquarkus.management.port=" + ports.get(1),
                                "-jar",
                                jar().toString())
                        .directory(workDirectory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        ApicurioProcess apicurio = new ApicurioProcess(process, ports.get(0));
        try {
            apicurio.awaitReady(log);
            return apicurio;
        } catch (IOException | InterruptedException | RuntimeException failed) {
            apicurio.stop();
            throw failed;
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7");
    }

    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(System.getProperty(DIRECTORY)))) {
            return files.filter(file -> file.endsWith("quarkus-run.jar")).findFirst().orElseThrow();
        }
    }

    private void awaitReady(Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!isReady(http)) {
                boolean ended = process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
                if (ended || System.nanoTime() > deadline) {
                    throw new IOException("Apicurio did not start:\n" + Files.readString(log));
                }
            }
        }
    }

    private boolean isReady(HttpClient http) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(uri() + "/subjects"))
                        .timeout(Duration.ofSeconds(5))
                        .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }
}
