package dev.kanit.archiver;

import dev.kanit.ledger.store.EvidenceStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A store that may be made to wait before it writes certain names. */
final class HeldStore implements EvidenceStore {

    private final EvidenceStore store;
    private final String suffix;
    private volatile CompletableFuture<Boolean> gate = CompletableFuture.completedFuture(true);

    HeldStore(EvidenceStore store, String suffix) {
        this.store = store;
        this.suffix = suffix;
    }

    void hold() {
        gate = new CompletableFuture<>();
    }

    void release() {
        gate.complete(true);
    }

    private void pass(String name) {
        if (name.endsWith(suffix)) {
            boolean _ = gate.join();
        }
    }

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
        pass(name);
        return store.createIfAbsent(name, content);
    }

    @Override
    public boolean compareAndSet(String name, byte[] expected, byte[] content) throws IOException {
        pass(name);
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
