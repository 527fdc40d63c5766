package dev.kanit.archiver;

import dev.kanit.ledger.store.EvidenceStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A store that passes everything on to another, but may stand in the way of a write. */
interface PassingStore extends EvidenceStore {

    /** Whoever does the work. */
    EvidenceStore store();

    /** Asked before anything is written under {@code name}. */
    void beforeWriting(String name) throws IOException;

    @Override
    default Optional<byte[]> get(String name) throws IOException {
        return store().get(name);
    }

    @Override
    default Optional<byte[]> getRange(String name, long offset, int length) throws IOException {
        return store().getRange(name, offset, length);
    }

    @Override
    default boolean createIfAbsent(String name, byte[] content) throws IOException {
        beforeWriting(name);
        return store().createIfAbsent(name, content);
    }

    @Override
    default boolean compareAndSet(String name, byte[] expected, byte[] content) throws IOException {
        beforeWriting(name);
        return store().compareAndSet(name, expected, content);
    }

    @Override
    default List<String> list(String directory) throws IOException {
        return store().list(directory);
    }

    @Override
    default List<String> directories(String directory) throws IOException {
        return store().directories(directory);
    }

    @Override
    default void delete(String name) throws IOException {
        store().delete(name);
    }
}
