package dev.kanit.ledger.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Held by one thread of one process at a time. The operating system releases it when the process
 * ends, however it ends. Closed by the thread that acquired it.
 */
final class DirectoryLock implements AutoCloseable {

    private static final String FILE = ".lock";

    /** A file lock is the process's, so threads of one process need this one, too. */
    private static final Map<Path, ReentrantLock> WITHIN_PROCESS = new ConcurrentHashMap<>();

    private final ReentrantLock threads;
    private final FileChannel channel;
    private final FileLock lock;

    private DirectoryLock(ReentrantLock threads, FileChannel channel, FileLock lock) {
        this.threads = threads;
        this.channel = channel;
        this.lock = lock;
    }

    static DirectoryLock acquire(Path directory) throws IOException {
        ReentrantLock threads =
                WITHIN_PROCESS.computeIfAbsent(directory.toRealPath(), _ -> new ReentrantLock());
        threads.lock();
        try {
            FileChannel channel =
                    FileChannel.open(
                            directory.resolve(FILE),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            try {
                return new DirectoryLock(threads, channel, channel.lock());
            } catch (IOException | RuntimeException failed) {
                channel.close();
                throw failed;
            }
        } catch (IOException | RuntimeException failed) {
            threads.unlock();
            throw failed;
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            lock.release();
        } finally {
            threads.unlock();
        }
    }
}
