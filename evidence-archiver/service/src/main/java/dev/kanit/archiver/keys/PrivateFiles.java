package dev.kanit.archiver.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/** Files that only their owner may read, written so that they survive a power cut. */
final class PrivateFiles {

    private static final Set<PosixFilePermission> OWNERS =
            PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<?> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> DIRECTORY = PosixFilePermissions.asFileAttribute(OWNERS);

    private PrivateFiles() {}

    static void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Path parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            try {
                Files.createDirectory(directory, DIRECTORY);
            } catch (FileAlreadyExistsException _) {
                // Another archiver was faster.
            }
        }
        requirePrivate(directory);
    }

    /** Leaves the file alone when it exists. */
    static void create(Path file, String text) throws IOException {
        Path temporary = write(file, text);
        try {
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException _) {
            // Another archiver was faster; its key counts.
        } finally {
            Files.deleteIfExists(temporary);
        }
        sync(file.resolveSibling("."));
    }

    static void replace(Path file, String text) throws IOException {
        Path temporary = write(file, text);
        Files.move(
                temporary,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        sync(file.resolveSibling("."));
    }

    /**
     * @throws IOException when anybody but the owner has a right to {@code path}
     */
    static void requirePrivate(Path path) throws IOException {
        Set<PosixFilePermission> wide = EnumSet.noneOf(PosixFilePermission.class);
        wide.addAll(Files.getPosixFilePermissions(path));
        wide.removeAll(OWNERS);
        if (!wide.isEmpty()) {
            throw new IOException(
                    "%s: mode %s (expected: no rights for group and others; chmod go= %s)"
                            .formatted(
                                    path,
                                    PosixFilePermissions.toString(
                                            Files.getPosixFilePermissions(path)),
                                    path));
        }
    }

    private static Path write(Path file, String text) throws IOException {
        Path temporary = file.resolveSibling("." + UUID.randomUUID());
        try (var channel =
                FileChannel.open(
                        temporary,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        FILE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        return temporary;
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
