package dev.kanit.ledger.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps bytes under names such as {@code logs/c/t/0/00000000000000000042.ndjson.zst}. Names hold
 * letters, digits and {@code . _ -}, in parts divided by {@code /}; no part begins with a dot.
 *
 * <p>A name is either written once or replaced by {@link #compareAndSet}; nothing else changes it.
 * Several processes may use one store. An {@link IOException} leaves open whether the write
 * happened; trying again tells.
 */
public interface EvidenceStore {

    /** What {@link #copy} holds in memory, bytes. */
    int PIECE_BYTES = 4 << 20;

    /** Content of {@code name}, empty when there is none. */
    Optional<byte[]> get(String name) throws IOException;

    /**
     * A part of a name's content.
     *
     * @param offset of its first byte, &gt;= 0
     * @param length &gt;= 0
     * @return shorter than {@code length} where the content ends; empty when there is no such name
     */
    Optional<byte[]> getRange(String name, long offset, int length) throws IOException;

    /**
     * Copies the content of a name that is written once, piece by piece.
     *
     * @param maxBytes of the content, &gt;= 0
     * @return false when there is no such name; nothing was written then
     * @throws IOException also when there are more than {@code maxBytes}
     */
    default boolean copy(String name, OutputStream out, long maxBytes) throws IOException {
        Optional<byte[]> piece = getRange(name, 0, PIECE_BYTES);
        if (piece.isEmpty()) {
            return false;
        }
        long copied = 0;
        while (piece.get().length > 0) {
            copied += piece.get().length;
            if (copied > maxBytes) {
                throw new IOException(
                        "%s: longer than %d bytes (expected: at most that)"
                                .formatted(name, maxBytes));
            }
            out.write(piece.get());
            if (piece.get().length < PIECE_BYTES) {
                return true;
            }
            piece = getRange(name, copied, PIECE_BYTES);
            if (piece.isEmpty()) {
                throw new IOException(name + ": deleted while it was read");
            }
        }
        return true;
    }

    /**
     * Writes {@code name} unless it exists. When this returns, whichever content the name has is
     * durable.
     *
     * @return false when it existed, also when somebody else was faster; nothing has changed then
     */
    boolean createIfAbsent(String name, byte[] content) throws IOException;

    /**
     * {@link #createIfAbsent(String, byte[])} from a file, which a store for production does not
     * read whole into memory.
     *
     * @param content does not change meanwhile
     */
    default boolean createIfAbsent(String name, Path content) throws IOException {
        return createIfAbsent(name, Files.readAllBytes(content));
    }

    /**
     * {@link #createIfAbsent(String, byte[])} for many names, in any order and perhaps at once.
     * When this returns, all of them are durable; when it throws, any of them may have been
     * written.
     *
     * @return the names that existed
     */
    default Set<String> createAll(Map<String, byte[]> contents) throws IOException {
        Set<String> existing = new HashSet<>();
        for (var one : contents.entrySet()) {
            if (!createIfAbsent(one.getKey(), one.getValue())) {
                existing.add(one.getKey());
            }
        }
        return existing;
    }

    /**
     * Replaces the content of {@code name} if it is {@code expected}; for a name that must be
     * absent there is {@link #createIfAbsent(String, byte[])}. When this returns true, the new
     * content is durable.
     *
     * @return false when the name is missing or has another content; nothing has changed then
     */
    boolean compareAndSet(String name, byte[] expected, byte[] content) throws IOException;

    /** Names that lie directly under {@code directory}, ascending; directories are left out. */
    List<String> list(String directory) throws IOException;

    /** Directories that lie directly under {@code directory} and hold names, ascending. */
    List<String> directories(String directory) throws IOException;

    /** Removes {@code name} if it exists. When this returns, it stays removed. */
    void delete(String name) throws IOException;
}
