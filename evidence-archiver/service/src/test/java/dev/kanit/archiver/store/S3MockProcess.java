package dev.kanit.archiver.store;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** S3Mock as a process, with a bucket {@code evidence}. */
final class S3MockProcess implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private final Process process;
    private final URI uri;

    private S3MockProcess(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    static S3MockProcess start(Path jar) throws IOException, InterruptedException {
        int http = freePort();
        int https = freePort();
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-jar",
                                jar.toString(),
                                "--com.adobe.testing.s3mock.http-port=" + http,
                                "--server.port=" + https,
                                "--com.adobe.testing.s3mock.store.initial-buckets=evidence")
                        .redirectErrorStream(true)
                        .redirectOutput(new File("target/s3mock.log"))
                        .start();
        S3MockProcess server = new S3MockProcess(process, URI.create("http://127.0.0.1:" + http));
        server.awaitReady();
        return server;
    }

    private void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (true) {
                try {
                    HttpResponse<Void> answer =
                            client.send(
                                    HttpRequest.newBuilder(uri.resolve("/")).build(),
                                    HttpResponse.BodyHandlers.discarding());
                    if (answer.statusCode() == 200) {
                        return;
                    }
                } catch (IOException _) {
                    // Not there yet.
                }
                if (System.nanoTime() > deadline || !process.isAlive()) {
                    process.destroyForcibly();
                    throw new AssertionError("S3Mock did not start; see target/s3mock.log");
                }
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    URI uri() {
        return uri;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
