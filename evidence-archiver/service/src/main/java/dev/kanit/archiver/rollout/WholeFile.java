package dev.kanit.archiver.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Replaces a file in one step, so that a reader never sees half of it, and a power cut leaves
 * either the old one or the new one.
 */
final class WholeFile {

    private WholeFile() {}

    /** Leaves the file alone when it says the same already. */
    static void write(Path file, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        if (Files.exists(file)
                && Files.size(file) == bytes.length
                && Arrays.equals(Files.readAllBytes(file), bytes)) {
            return;
        }
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(file + ": no directory (expected: one)");
        }
        Files.createDirectories(parent);
        Path temporary = parent.resolve("." + file.getFileName() + ".writing");
        try (FileChannel channel =
                FileChannel.open(
                        temporary,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(false);
        }
        Files.move(
                temporary,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(parent, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
