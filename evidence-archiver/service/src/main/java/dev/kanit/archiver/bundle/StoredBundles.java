package dev.kanit.archiver.bundle;

import dev.kanit.ledger.store.EvidenceStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Bundles where the archive lies: {@code rollouts/<id>/<id>.evidence.zip}, each written once. Who
 * makes one that exists was slower than another archiver, whose bundle is as good.
 */
public final class StoredBundles {

    private static final String DIRECTORY = "rollouts";

    private final EvidenceStore store;

    public StoredBundles(EvidenceStore store) {
        this.store = store;
    }

    /** Whether there is a bundle of {@code rollout}. */
    public boolean holds(String rollout) throws IOException {
        return store.list(DIRECTORY + "/" + rollout).contains(name(rollout));
    }

    /** The bundle's bytes; empty when there is none. */
    public Optional<byte[]> get(String rollout) throws IOException {
        return store.get(name(rollout));
    }

    /** Rollouts with a bundle, ascending. */
    public List<String> rollouts() throws IOException {
        List<String> bundled = new ArrayList<>();
        for (String directory : store.directories(DIRECTORY)) {
            String rollout = directory.substring(DIRECTORY.length() + 1);
            if (holds(rollout)) {
                bundled.add(rollout);
            }
        }
        return bundled;
    }

    /** When this returns, a bundle of the rollout is durable: this one, or an earlier one. */
    void create(String rollout, byte[] bundle) throws IOException {
        boolean _ = store.createIfAbsent(name(rollout), bundle);
    }

    private static String name(String rollout) {
        return "%s/%s/%s.evidence.zip".formatted(DIRECTORY, rollout, rollout);
    }
}
