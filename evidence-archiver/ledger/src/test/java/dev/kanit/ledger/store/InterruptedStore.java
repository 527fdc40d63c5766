package dev.kanit.ledger.store;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A store where something may happen right before a write: after its writer looked, before it acts.
 *
 * @param before what may happen
 */
public record InterruptedStore(EvidenceStore store, Runnable before) implements EvidenceStore {

    @Override
    public Optional<byte[]> get(String name) throws IOException {
        return store.get(name);
    }

    @Override
    public Optional<byte[]> getRange(String name, long offset, int length) throws IOException {
        return store.getRange(name, offset, length);
    }

    @Override
    public boolean createIfAbsent(String name, byte[] content) throws IOException {
        before.run();
        return store.createIfAbsent(name, content);
    }

    @Override
    public Set<String> createAll(Map<String, byte[]> contents) throws IOException {
        before.run();
        return store.createAll(contents);
    }

    @Override
    public boolean compareAndSet(String name, byte[] expected, byte[] content) throws IOException {
        before.run();
        return store.compareAndSet(name, expected, content);
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return store.list(directory);
    }

    @Override
    public List<String> directories(String directory) throws IOException {
        return store.directories(directory);
    }

    @Override
    public void delete(String name) throws IOException {
        store.delete(name);
    }
}
