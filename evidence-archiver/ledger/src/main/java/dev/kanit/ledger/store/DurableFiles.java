package dev.kanit.ledger.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The single steps of writing files so that they survive a power cut. Thread-safe. */
final class DurableFiles {

    /** All temporary files lie in one directory, where the leftovers of the dead are found. */
    static final String TEMPORARY = ".writing";

    /** Most directories whose names are remembered to be durable. */
    private static final int MAX_KNOWN = 10_000;

    private final Path root;
    private final DirectoryStore.Steps steps;
    private final Set<Path> known = ConcurrentHashMap.newKeySet();

    DurableFiles(Path root, DirectoryStore.Steps steps) {
        this.root = root;
        this.steps = steps;
    }

    /** A temporary file with this content, itself durable. */
    Path write(byte[] content) throws IOException {
        Path temporary = root.resolve(TEMPORARY).resolve(UUID.randomUUID().toString());
        steps.reached("before-write");
        try (FileChannel channel = create(temporary)) {
            int half = content.length / 2;
            writeFully(channel, ByteBuffer.wrap(content, 0, half));
            steps.reached("half-written");
            writeFully(channel, ByteBuffer.wrap(content, half, content.length - half));
            force(channel);
        }
        steps.reached("written");
        return temporary;
    }

    /** Likewise a copy of a file, which may be large. */
    Path copy(Path content) throws IOException {
        Path temporary = root.resolve(TEMPORARY).resolve(UUID.randomUUID().toString());
        steps.reached("before-write");
        try (FileChannel from = FileChannel.open(content, StandardOpenOption.READ);
                FileChannel channel = create(temporary)) {
            long size = from.size();
            long copied = 0;
            while (copied < size) {
                long more = from.transferTo(copied, size - copied, channel);
                if (more <= 0) {
                    throw new IOException(content + ": became shorter (expected: unchanged)");
                }
                copied += more;
            }
            force(channel);
        }
        steps.reached("written");
        return temporary;
    }

    /** The directory exists but for the first time, and asking for it each time has a price. */
    private static FileChannel create(Path temporary) throws IOException {
        try {
            return FileChannel.open(
                    temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (NoSuchFileException _) {
            Files.createDirectories(directoryOf(temporary));
            return FileChannel.open(
                    temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
    }

    private void force(FileChannel channel) throws IOException {
        if (steps.isSyncing()) {
            channel.force(true);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Gives the temporary file its name, unless the name exists. */
    boolean link(Path temporary, Path target) throws IOException {
        boolean isMine = true;
        try {
            Files.createLink(target, temporary);
        } catch (FileAlreadyExistsException _) {
            isMine = false;
        }
        steps.reached("linked");
        return isMine;
    }

    /** Gives the temporary file its name, which exists. */
    void replace(Path temporary, Path target) throws IOException {
        Files.move(
                temporary,
                target,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        steps.reached("replaced");
    }

    /** Makes the names in {@code directory} durable. */
    Path sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            force(channel);
        }
        steps.reached("durable");
        return directory;
    }

    /**
     * New directories must survive a power cut as well as what lies in them, also those that
     * another process made and perhaps died before it synced them.
     */
    void makeDurably(Path directory) throws IOException {
        Deque<Path> fresh = new ArrayDeque<>();
        for (Path at = directory; !at.equals(root) && !known.contains(at); at = directoryOf(at)) {
            fresh.push(at);
        }
        if (known.size() + fresh.size() > MAX_KNOWN) {
            known.clear();
        }
        Files.createDirectories(directory);
        for (Path made : fresh) {
            Path _ = sync(directoryOf(made));
            known.add(made);
        }
    }

    /**
     * Removes temporary files that were last written {@code age} ago or earlier, by the clock of
     * the file system, which dated them.
     */
    void removeStale(Duration age) throws IOException {
        Path directory = root.resolve(TEMPORARY);
        if (!Files.isDirectory(directory)) {
            return;
        }
        Path now = write(new byte[0]);
        Instant limit = Files.getLastModifiedTime(now).toInstant().minus(age);
        Files.deleteIfExists(now);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                try {
                    if (!Files.getLastModifiedTime(file).toInstant().isAfter(limit)) {
                        Files.deleteIfExists(file);
                    }
                } catch (NoSuchFileException _) {
                    // Its writer lives and was done with it.
                }
            }
        }
    }

    static Path directoryOf(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(path + ": no directory (expected: below the root)");
        }
        return parent;
    }
}
