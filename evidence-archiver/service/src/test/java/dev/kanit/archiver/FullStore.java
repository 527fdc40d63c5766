package dev.kanit.archiver;

import dev.kanit.ledger.store.EvidenceStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A store on a disk that may be full. */
final class FullStore implements EvidenceStore {

    static final String WHY = "No space left on device";

    private final EvidenceStore store;
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean isFull;

    FullStore(EvidenceStore store) {
        this.store = store;
    }

    void fill() {
        isFull = true;
    }

    void empty() {
        isFull = false;
    }

    /** Writes that found no room. */
    int refused() {
        return refused.get();
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
        requireRoom();
        return store.createIfAbsent(name, content);
    }

    @Override
    public boolean compareAndSet(String name, byte[] expected, byte[] content) throws IOException {
        requireRoom();
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

    private void requireRoom() throws IOException {
        if (isFull) {
            refused.incrementAndGet();
            throw new IOException(WHY);
        }
    }
}
