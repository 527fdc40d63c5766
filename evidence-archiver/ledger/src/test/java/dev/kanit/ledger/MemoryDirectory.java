package dev.kanit.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * A directory of a file system in memory where there is one, for models in which processes die and
 * machines do not: they make a hundred thousand small files and sync none.
 */
final class MemoryDirectory implements TempDirFactory {

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final long LEAST_BYTES = 32 << 20;

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
            throws IOException {
        boolean isFit =
                Files.isDirectory(SHARED_MEMORY)
                        && Files.isWritable(SHARED_MEMORY)
                        && Files.getFileStore(SHARED_MEMORY).getUsableSpace() >= LEAST_BYTES;
        return isFit
                ? Files.createTempDirectory(SHARED_MEMORY, "kanit-ledger")
                : Files.createTempDirectory("kanit-ledger");
    }

    /** Removes what one run of a model has left, so that memory holds few of them at once. */
    static void remove(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
