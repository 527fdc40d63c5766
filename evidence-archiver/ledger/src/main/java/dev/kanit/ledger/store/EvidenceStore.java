package dev.kanit.ledger.store;

import java.io.IOException;
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
     * Writes {@code name} unless it exists. When this returns, whichever content the name has is
     * durable.
     *
     * @return false when it existed, also when somebody else was faster; nothing has changed then
     */
    boolean createIfAbsent(String name, byte[] content) throws IOException;

    /**
     * {@link #createIfAbsent} for many names, in any order and perhaps at once. When this returns,
     * all of them are durable; when it throws, any of them may have been written.
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
     * absent there is {@link #createIfAbsent}. When this returns true, the new content is durable.
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
