package dev.kanit.archiver.rollout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Replaces a file in one step, so that a reader never sees half of it. */
final class WholeFile {

    private WholeFile() {}

    static void write(Path file, String text) throws IOException {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(file + ": no directory (expected: one)");
        }
        Files.createDirectories(parent);
        Path temporary = parent.resolve("." + file.getFileName() + ".writing");
        Files.writeString(temporary, text);
        Files.move(
                temporary,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
