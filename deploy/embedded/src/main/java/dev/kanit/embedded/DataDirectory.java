package dev.kanit.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** Where a cluster keeps its nodes, its id, and the lock that keeps a second process out. */
final class DataDirectory implements AutoCloseable {

    private static final String NODE_PREFIX = "node-";

    private final Path path;
    private final FileChannel lock;
    private final String clusterId;

    private DataDirectory(Path path, FileChannel lock, String clusterId) {
        this.path = path;
        this.lock = lock;
        this.clusterId = clusterId;
    }

    /**
     * Opens or creates the directory of a cluster.
     *
     * @throws EmbeddedStartException when it cannot be written, is used by somebody else, or holds
     *     a cluster of another size
     */
    static DataDirectory open(Path path, int nodes) {
        FileChannel lock = null;
        try {
            Files.createDirectories(path);
            lock = lock(path);
            long found = countNodes(path);
            if (found != 0 && found != nodes) {
                throw new EmbeddedStartException(
                        "data directory %s holds a cluster of %d nodes (expected: %d)"
                                .formatted(path, found, nodes));
            }
            String clusterId = clusterId(path.resolve("cluster-id"));
            for (int node = 0; node < nodes; node++) {
                Files.createDirectories(nodeDirectory(path, node));
            }
            return new DataDirectory(path, lock, clusterId);
        } catch (IOException failed) {
            release(lock);
            throw new EmbeddedStartException(
                    "data directory %s is not usable (expected: a writable directory): %s"
                            .formatted(path, failed),
                    failed);
        } catch (EmbeddedStartException refused) {
            release(lock);
            throw refused;
        }
    }

    String clusterId() {
        return clusterId;
    }

    Path node(int node) {
        return nodeDirectory(path, node);
    }

    @Override
    public void close() {
        release(lock);
    }

    private static Path nodeDirectory(Path path, int node) {
        return path.resolve(NODE_PREFIX + node);
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new EmbeddedStartException(
                    "data directory %s is in use by another process (expected: free)"
                            .formatted(path));
        }
        return channel;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    private static long countNodes(Path path) throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(NODE_PREFIX))
                    .count();
        }
    }

    private static String clusterId(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.writeString(file, Uuid.randomUuid().toString());
        }
        return Files.readString(file).strip();
    }

    private static void release(@Nullable FileChannel lock) {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException failed) {
            throw new EmbeddedStartException("the lock could not be released", failed);
        }
    }
}
