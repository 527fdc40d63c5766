package dev.kanit.archiver.store;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * S3Proxy on a directory, as a process, with a bucket {@code evidence}. It checks signatures. Its
 * jars are copied by the build of the archiver, see its pom.
 */
public final class S3ProxyProcess implements AutoCloseable {

    /** Where the build puts the server, as seen by every module whose tests use it. */
    private static final Path JARS = Path.of("../../evidence-archiver/service/target/s3proxy");

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    /** Who may use it. */
    public static final String ID = "kanit";

    /** The password of {@link #ID}. */
    public static final String SECRET = "only-for-tests";

    private final Process process;
    private final URI uri;

    private S3ProxyProcess(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** Whether the build could fetch the server; tests that need it say that they are skipped. */
    public static boolean isThere() {
        return Files.isDirectory(JARS);
    }

    /**
     * Starts it.
     *
     * @param directory for its files
     */
    public static S3ProxyProcess start(Path directory) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + freePort());
        Files.createDirectories(directory.resolve("buckets/evidence"));
        Path settings = directory.resolve("s3proxy.conf");
        Files.write(
                settings,
                List.of(
                        "s3proxy.endpoint=" + uri,
                        "s3proxy.authorization=aws-v2-or-v4",
                        "s3proxy.identity=" + ID,
                        "s3proxy.credential=" + SECRET,
                        "jclouds.provider=filesystem-nio2",
                        "jclouds.identity=unused",
                        "jclouds.credential=unused",
                        "jclouds.filesystem.basedir=" + directory.resolve("buckets")));
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-cp",
                                JARS.toAbsolutePath()
                                        + "/*"
                                        + File.pathSeparator
                                        + System.getProperty("java.class.path"),
                                "org.gaul.s3proxy.Main",
                                "--properties",
                                settings.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(new File("target/s3proxy.log"))
                        .start();
        S3ProxyProcess server = new S3ProxyProcess(process, uri);
        server.awaitReady();
        return server;
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!answers(client)) {
                if (System.nanoTime() > deadline || !process.isAlive()) {
                    process.destroyForcibly();
                    throw new AssertionError("S3Proxy did not start; see target/s3proxy.log");
                }
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    private boolean answers(HttpClient client) {
        try {
            HttpResponse<Void> _ =
                    client.send(
                            HttpRequest.newBuilder(uri.resolve("/")).build(),
                            HttpResponse.BodyHandlers.discarding());
            return true;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    public URI uri() {
        return uri;
    }

    /** A store in its bucket, probed as in production. */
    public S3Store store(String prefix) throws IOException {
        return S3Store.open(
                new S3Settings("evidence", prefix, "eu-central-1", Optional.of(uri)),
                StaticCredentialsProvider.create(AwsBasicCredentials.create(ID, SECRET)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        Process _ = process.destroyForcibly().onExit().join();
    }
}
