package dev.kanit.ledger.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A store in a directory: a temporary file, fsync, a hard link to the final name, fsync of the
 * directory. The link either is made or fails because the name exists; nothing is ever overwritten.
 */
public final class DirectoryStore implements SegmentStore {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");
    private static final String TEMPORARY = ".writing-";

    /** Where a writer may die; tests do so there. */
    @FunctionalInterface
    interface Steps {
        void reached(String step) throws IOException;
    }

    private final Path root;
    private final Steps steps;

    DirectoryStore(Path root, Steps steps) {
        this.root = root;
        this.steps = steps;
    }

    /**
     * The store under {@code root}, which is made when missing.
     *
     * @throws UnfitStoreException when the file system does not keep the promise of {@link
     *     SegmentStore#createIfAbsent}
     * @throws IOException when it cannot be written at all
     */
    public static DirectoryStore open(Path root) throws IOException {
        Files.createDirectories(root);
        DirectoryStore store = new DirectoryStore(root, _ -> {});
        StoreProbe.check(store);
        return store;
    }

    @Override
    public Optional<byte[]> get(String name) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(path(name)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    @Override
    public boolean createIfAbsent(String name, byte[] content) throws IOException {
        Path target = path(name);
        Path directory = directoryOf(target);
        makeDurably(directory);
        Path temporary = directory.resolve(TEMPORARY + UUID.randomUUID());
        steps.reached("before-write");
        write(temporary, content);
        steps.reached("written");
        boolean isMine = link(temporary, target);
        steps.reached("linked");
        sync(directory);
        steps.reached("durable");
        Files.deleteIfExists(temporary);
        return isMine;
    }

    @Override
    public List<String> list(String directory) throws IOException {
        Path path = path(directory);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> !file.startsWith(TEMPORARY))
                    .sorted()
                    .map(file -> directory + "/" + file)
                    .toList();
        }
    }

    void delete(String name) throws IOException {
        Files.deleteIfExists(path(name));
    }

    private void write(Path temporary, byte[] content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            int half = content.length / 2;
            writeFully(channel, ByteBuffer.wrap(content, 0, half));
            steps.reached("half-written");
            writeFully(channel, ByteBuffer.wrap(content, half, content.length - half));
            channel.force(true);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static boolean link(Path temporary, Path target) throws IOException {
        try {
            Files.createLink(target, temporary);
            return true;
        } catch (FileAlreadyExistsException _) {
            return false;
        }
    }

    /** New directories must survive a power cut as well as what lies in them. */
    private void makeDurably(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Files.createDirectories(directory);
        Path made = directory;
        while (!made.equals(root)) {
            made = directoryOf(made);
            sync(made);
        }
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path directoryOf(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(path + ": no directory (expected: below the root)");
        }
        return parent;
    }

    private Path path(String name) {
        Path path = root;
        for (String part : name.split("/", -1)) {
            if (!NAME.matcher(part).matches()) {
                throw new IllegalArgumentException(
                        "name: '" + name + "' (expected: parts of letters, digits and . _ -)");
            }
            path = path.resolve(part);
        }
        return path;
    }
}
