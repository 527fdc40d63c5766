package dev.kanit.evaluator.topology;

import dev.kanit.codec.run.BuildIdentity;
import dev.kanit.decision.rollout.RolloutDecider;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** Which rules decide here: what the running classes say of themselves. */
public final class RunningBuild {

    private RunningBuild() {}

    /** The identity of the classes that are running. */
    public static BuildIdentity identity() {
        try {
            return new BuildIdentity(readVersion(), digestOfCore());
        } catch (IOException | URISyntaxException failed) {
            throw new IllegalStateException("the decision core's classes cannot be read", failed);
        }
    }

    private static String readVersion() throws IOException {
        try (InputStream in =
                RunningBuild.class.getResourceAsStream("/dev/kanit/evaluator/version.properties")) {
            if (in == null) {
                throw new IOException("version.properties is missing (expected: in the jar)");
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "unknown");
        }
    }

    private static String digestOfCore() throws IOException, URISyntaxException {
        var location = RolloutDecider.class.getProtectionDomain().getCodeSource().getLocation();
        Path home = Path.of(location.toURI());
        if (Files.isDirectory(home)) {
            return digest(home);
        }
        try (FileSystem jar = FileSystems.newFileSystem(home)) {
            return digest(jar.getPath("/"));
        }
    }

    private static String digest(Path root) throws IOException {
        MessageDigest sha256 = sha256();
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> classes =
                    files.filter(file -> file.toString().endsWith(".class"))
                            .sorted((one, other) -> name(root, one).compareTo(name(root, other)))
                            .toList();
            for (Path file : classes) {
                sha256.update(name(root, file).getBytes(java.nio.charset.StandardCharsets.UTF_8));
                sha256.update((byte) 0);
                sha256.update(Files.readAllBytes(file));
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static String name(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
