package dev.kanit.archiver;

import dev.kanit.ledger.store.EvidenceStore;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A store on a disk that may be full. */
final class FullStore implements PassingStore {

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
    public EvidenceStore store() {
        return store;
    }

    @Override
    public void beforeWriting(String name) throws IOException {
        if (isFull) {
            refused.incrementAndGet();
            throw new IOException(WHY);
        }
    }
}
