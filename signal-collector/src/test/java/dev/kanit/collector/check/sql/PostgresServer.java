package dev.kanit.collector.check.sql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A real PostgreSQL server on a free loopback port, its data in a directory of the test's. It never
 * runs as root: a root that may become somebody else does.
 */
final class PostgresServer implements AutoCloseable {

    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final int START_SECONDS = 60;

    private final Process process;
    private final int port;

    private PostgresServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Where the newest server's programs are. */
    private static Optional<Path> programs() {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
                    .max(Comparator.comparing(Path::toString));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Why there is no server; empty when there can be one. */
    static Optional<String> missing() {
        if (programs().isEmpty()) {
            return Optional.of(
                    "no PostgreSQL under " + INSTALLED + " (expected: initdb, postgres)");
        }
        return isRoot() && !Files.isExecutable(Path.of("/usr/sbin/runuser"))
                ? Optional.of("PostgreSQL does not run as root, and there is no runuser")
                : Optional.empty();
    }

    static PostgresServer start(Path directory) throws IOException, InterruptedException {
        Path bin = programs().orElseThrow();
        Path data = directory.resolve("data");
        Path password = directory.resolve("password");
        Files.writeString(password, "s3cr3t-word");
        if (isRoot()) {
            run(directory, "chown", "-R", "postgres", directory.toString());
        }
        run(
                directory,
                asNobodySpecial(
                        bin.resolve("initdb").toString(),
                        "-D",
                        data.toString(),
                        "-U",
                        "kanit",
                        "-A",
                        "scram-sha-256",
                        "--pwfile=" + password,
                        "--no-sync"));
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process process =
                new ProcessBuilder(
                                asNobodySpecial(
                                        bin.resolve("postgres").toString(),
                                        "-D",
                                        data.toString(),
                                        "-h",
                                        "127.0.0.1",
                                        "-p",
                                        String.valueOf(port),
                                        "-k",
                                        directory.toString(),
                                        "-c",
                                        "fsync=off"))
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("log").toFile())
                        .start();
        PostgresServer server = new PostgresServer(process, port);
        server.awaitReady(bin, directory);
        return server;
    }

    /** With its password in it, as an operator's variable has it. */
    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=kanit&password=s3cr3t-word";
    }

    private void awaitReady(Path bin, Path directory) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < deadline && process.isAlive()) {
            Process ready =
                    new ProcessBuilder(
                                    bin.resolve("pg_isready").toString(),
                                    "-q",
                                    "-h",
                                    "127.0.0.1",
                                    "-p",
                                    String.valueOf(port))
                            .start();
            if (ready.waitFor() == 0) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        close();
        throw new IOException(
                "PostgreSQL did not start: " + Files.readString(directory.resolve("log")));
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static String[] asNobodySpecial(String... command) {
        List<String> line = new ArrayList<>();
        if (isRoot()) {
            line.addAll(List.of("/usr/sbin/runuser", "-u", "postgres", "--"));
        }
        line.addAll(Arrays.asList(command));
        return line.toArray(String[]::new);
    }

    private static void run(Path directory, String... command)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
    }

    /** Immediate shutdown of this server and its own processes. */
    @Override
    public void close() {
        List<ProcessHandle> own = process.descendants().toList();
        own.forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                own.forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
