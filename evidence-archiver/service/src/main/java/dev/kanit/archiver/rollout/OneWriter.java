package dev.kanit.archiver.rollout;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One writer at a time in the rollouts' directories. Segments need no lock, but these files are
 * changed in place, and two archivers may share them. The system lets go when a process dies.
 */
final class OneWriter {

    /** A file lock keeps other processes out, but not this one's other threads. */
    private static final Object THIS_PROCESS = new Object();

    private final Path root;

    OneWriter(Path root) {
        this.root = root;
    }

    /** What is done while the lock is held. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    void run(Work work) throws IOException {
        synchronized (THIS_PROCESS) {
            Files.createDirectories(root);
            try (FileChannel channel =
                            FileChannel.open(
                                    root.resolve(".lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                work.run();
            }
        }
    }
}
