package dev.kanit.archiver.bundle;

import dev.kanit.ledger.bundle.BundleLimits;
import dev.kanit.ledger.store.EvidenceStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    /**
     * Copies the bundle, piece by piece.
     *
     * @return false when there is none
     * @throws IOException also when it is larger than {@link BundleLimits#MAX_BUNDLE_BYTES}
     */
    public boolean copy(String rollout, OutputStream out) throws IOException {
        return store.copy(name(rollout), out, BundleLimits.MAX_BUNDLE_BYTES);
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
    void create(String rollout, Path bundle) throws IOException {
        boolean _ = store.createIfAbsent(name(rollout), bundle);
    }

    private static String name(String rollout) {
        return "%s/%s/%s.evidence.zip".formatted(DIRECTORY, rollout, rollout);
    }
}
