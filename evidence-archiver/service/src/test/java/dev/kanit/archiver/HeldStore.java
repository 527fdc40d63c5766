package dev.kanit.archiver;

import dev.kanit.ledger.store.EvidenceStore;
import java.util.concurrent.CompletableFuture;

/** A store that may be made to wait before it writes certain names. */
final class HeldStore implements PassingStore {

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

    @Override
    public EvidenceStore store() {
        return store;
    }

    @Override
    public void beforeWriting(String name) {
        if (name.endsWith(suffix)) {
            boolean _ = gate.join();
        }
    }
}
