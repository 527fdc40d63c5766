package dev.kanit.archiver.retention;

import dev.kanit.ledger.store.EvidenceStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Holds in the store. Who placed and who released each stays there. */
public final class LegalHolds {

    private static final String PLACED = "retention/holds";
    private static final String RELEASED = "retention/released";

    private final EvidenceStore store;

    public LegalHolds(EvidenceStore store) {
        this.store = store;
    }

    /**
     * Holds a rollout, or everything.
     *
     * @param rollout that is held; empty for everything
     */
    public LegalHold place(Optional<String> rollout, String who, String why, Instant at)
            throws IOException {
        LegalHold hold = new LegalHold(UUID.randomUUID().toString(), rollout, who, why, at);
        if (!store.createIfAbsent(PLACED + "/" + hold.id(), hold.toBytes())) {
            throw new IOException(hold.id() + ": a hold of this name exists (expected: none)");
        }
        return hold;
    }

    /**
     * Ends a hold.
     *
     * @return false when it had been released before
     * @throws IOException when there is no such hold
     */
    public boolean release(String id, String who, String why, Instant at) throws IOException {
        LegalHold placed =
                LegalHold.parse(
                        store.get(PLACED + "/" + id)
                                .orElseThrow(() -> new IOException(id + ": no such hold")));
        return store.createIfAbsent(
                RELEASED + "/" + id, new LegalHold(id, placed.rollout(), who, why, at).toBytes());
    }

    /** Holds that are not released. */
    public List<LegalHold> active() throws IOException {
        List<LegalHold> holds = new ArrayList<>();
        for (String name : store.list(PLACED)) {
            String id = name.substring(PLACED.length() + 1);
            Optional<byte[]> placed = store.get(name);
            if (placed.isPresent() && store.get(RELEASED + "/" + id).isEmpty()) {
                holds.add(LegalHold.parse(placed.get()));
            }
        }
        return holds;
    }
}
