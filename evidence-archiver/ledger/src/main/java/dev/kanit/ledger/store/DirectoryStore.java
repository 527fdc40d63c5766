package dev.kanit.ledger.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A store in a directory: a temporary file, fsync, a hard link to the final name, fsync of the
 * directory. The link either is made or fails because the name exists; nothing is ever overwritten
 * but by {@link #compareAndSet}, which renames under a lock that other processes respect.
 *
 * <p>The directory is one file system that knows hard links and file locks. Thread-safe.
 */
public final class DirectoryStore implements EvidenceStore {

    /** A temporary file of this age belongs to nobody any more. */
    private static final Duration STALE = Duration.ofHours(1);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    /** Where a writer may die; tests do so there. */
    @FunctionalInterface
    interface Steps {
        void reached(String step) throws IOException;

        /** False in models where processes die but the machine lives, which need no fsync. */
        default boolean isSyncing() {
            return true;
        }
    }

    private final Path root;
    private final DurableFiles files;
    private final ManyAtOnce many;

    private DirectoryStore(Path root, Steps steps, ManyAtOnce many) {
        this.root = root;
        this.files = new DurableFiles(root, steps);
        this.many = many;
    }

    /** One step after the other, so that {@code steps} are reached in the same order each time. */
    DirectoryStore(Path root, Steps steps) {
        this(root, steps, ManyAtOnce.inTurn());
    }

    /** A store that is only looked at: nothing is made, tried out or removed. */
    public static DirectoryStore reading(Path root) {
        return new DirectoryStore(root, _ -> {});
    }

    /**
     * The store under {@code root}, which is made when missing. Temporary files of writers that
     * died are removed when they are an hour old.
     *
     * @throws UnfitStoreException when the file system does not keep the promises of {@link
     *     EvidenceStore}
     * @throws IOException when it cannot be written at all
     */
    public static DirectoryStore open(Path root) throws IOException {
        Files.createDirectories(root);
        DirectoryStore store = new DirectoryStore(root, _ -> {}, ManyAtOnce.parallel());
        StoreProbe.check(store);
        store.files.removeStale(STALE);
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
    public Optional<byte[]> getRange(String name, long offset, int length) throws IOException {
        try (FileChannel channel = FileChannel.open(path(name), StandardOpenOption.READ)) {
            ByteBuffer part = ByteBuffer.allocate(length);
            int read = 0;
            while (part.hasRemaining() && read >= 0) {
                read = channel.read(part, offset + part.position());
            }
            return Optional.of(Arrays.copyOf(part.array(), part.position()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    @Override
    public boolean createIfAbsent(String name, byte[] content) throws IOException {
        return createAll(Map.of(name, content)).isEmpty();
    }

    @Override
    public boolean createIfAbsent(String name, Path content) throws IOException {
        Path target = path(name);
        Path directory = DurableFiles.directoryOf(target);
        files.makeDurably(directory);
        Path temporary = files.copy(content);
        try {
            boolean isMine = files.link(temporary, target);
            Path _ = files.sync(directory);
            return isMine;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    @Override
    public Set<String> createAll(Map<String, byte[]> contents) throws IOException {
        Set<Path> directories = new LinkedHashSet<>();
        for (String name : contents.keySet()) {
            directories.add(DurableFiles.directoryOf(path(name)));
        }
        for (Path directory : directories) {
            files.makeDurably(directory);
        }
        List<Map.Entry<String, byte[]>> ordered = List.copyOf(contents.entrySet());
        List<Path> temporaries = many.each(ordered, one -> files.write(one.getValue()));
        Set<String> existing = new LinkedHashSet<>();
        for (int i = 0; i < ordered.size(); i++) {
            String name = ordered.get(i).getKey();
            if (!files.link(temporaries.get(i), path(name))) {
                existing.add(name);
            }
        }
        many.each(List.copyOf(directories), files::sync);
        for (Path temporary : temporaries) {
            Files.deleteIfExists(temporary);
        }
        return existing;
    }

    @Override
    public boolean compareAndSet(String name, byte[] expected, byte[] content) throws IOException {
        Path target = path(name);
        Path directory = DurableFiles.directoryOf(target);
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (DirectoryLock _ = DirectoryLock.acquire(directory)) {
            Optional<byte[]> current = get(name);
            if (current.isEmpty() || !Arrays.equals(current.get(), expected)) {
                return false;
            }
            files.replace(files.write(content), target);
            Path _ = files.sync(directory);
            return true;
        }
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return inside(directory, BasicFileAttributes::isRegularFile);
    }

    @Override
    public List<String> directories(String directory) throws IOException {
        return inside(directory, BasicFileAttributes::isDirectory);
    }

    private List<String> inside(String directory, Predicate<BasicFileAttributes> wanted)
            throws IOException {
        Path path = path(directory);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try (Stream<Path> found =
                Files.find(
                        path,
                        1,
                        (file, attributes) ->
                                wanted.test(attributes)
                                        && !file.equals(path)
                                        && !String.valueOf(file.getFileName()).startsWith("."))) {
            found.forEach(file -> names.add(directory + "/" + file.getFileName()));
        }
        names.sort(null);
        return names;
    }

    @Override
    public void delete(String name) throws IOException {
        Path target = path(name);
        if (Files.deleteIfExists(target)) {
            Path _ = files.sync(DurableFiles.directoryOf(target));
        }
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
