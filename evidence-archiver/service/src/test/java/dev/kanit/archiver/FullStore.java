package dev.kanit.archiver;

import dev.kanit.ledger.store.SegmentStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A store on a disk that may be full. */
final class FullStore implements SegmentStore {

    static final String WHY = "No space left on device";

    private final SegmentStore store;
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean isFull;

    FullStore(SegmentStore store) {
        this.store = store;
    }

    void fill() {
        isFull = true;
    }

    void empty() {
        isFull = false;
    }

    /** Segments that could not be written. */
    int refused() {
        return refused.get();
    }

    @Override
    public Optional<byte[]> get(String name) throws IOException {
        return store.get(name);
    }

    @Override
    public boolean createIfAbsent(String name, byte[] content) throws IOException {
        if (isFull) {
            refused.incrementAndGet();
            throw new IOException(WHY);
        }
        return store.createIfAbsent(name, content);
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return store.list(directory);
    }
}
