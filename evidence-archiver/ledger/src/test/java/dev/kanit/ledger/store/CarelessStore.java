package dev.kanit.ledger.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A store that forgets to compare, as one without conditional writes would. */
record CarelessStore(EvidenceStore store) implements EvidenceStore {

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
        return store.createIfAbsent(name, content);
    }

    @Override
    public boolean compareAndSet(String name, byte[] expected, byte[] content) throws IOException {
        Optional<byte[]> current = store.get(name);
        return current.isPresent() && store.compareAndSet(name, current.get(), content);
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
