package dev.kanit.ledger.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Keeps bytes under names such as {@code logs/c/t/0/00000000000000000042.ndjson.zst}. Names hold
 * letters, digits and {@code . _ -}, in parts divided by {@code /}.
 */
public interface SegmentStore {

    /** Content of {@code name}, empty when there is none. */
    Optional<byte[]> get(String name) throws IOException;

    /**
     * Writes {@code name} unless it exists. When this returns, whichever content the name has is
     * durable.
     *
     * @return false when it existed, also when somebody else was faster; nothing has changed then
     */
    boolean createIfAbsent(String name, byte[] content) throws IOException;

    /** Names that lie directly under {@code directory}, ascending. */
    List<String> list(String directory) throws IOException;
}
