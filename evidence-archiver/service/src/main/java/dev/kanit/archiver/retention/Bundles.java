package dev.kanit.archiver.retention;

import dev.kanit.archiver.bundle.StoredBundles;
import dev.kanit.ledger.bundle.BundleVerifier;
import dev.kanit.ledger.bundle.Verdict;
import dev.kanit.ledger.store.EvidenceStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Knows which rollouts are closed and have their evidence in a bundle. */
@FunctionalInterface
public interface Bundles {

    /** Whether everything about {@code rollout} lies in a bundle of its own. */
    boolean isBundled(String rollout) throws IOException;

    /**
     * Whether nobody ever began a rollout of this name: a drill, or an id that was refused. Then
     * there will be no bundle, and its records need not wait for one.
     */
    default boolean isNeverStarted(String rollout) throws IOException {
        return false;
    }

    /**
     * Bundles in the store, and what the archive's directories tell of ids that never started: they
     * have counts, and no decision among them.
     */
    static Bundles in(EvidenceStore store, Path root) {
        Bundles stored = in(store);
        return new Bundles() {
            @Override
            public boolean isBundled(String rollout) throws IOException {
                return stored.isBundled(rollout);
            }

            @Override
            public boolean isNeverStarted(String rollout) throws IOException {
                return Counted.in(root.resolve("rollouts").resolve(rollout)).isWithoutDecisions();
            }
        };
    }

    /**
     * Bundles in the store of the archive. One that does not verify is none: payload that it should
     * have is not deleted because of it.
     */
    static Bundles in(EvidenceStore store) {
        StoredBundles stored = new StoredBundles(store);
        return rollout -> isSound(stored, rollout);
    }

    private static boolean isSound(StoredBundles stored, String rollout) throws IOException {
        Path file = Files.createTempFile("kanit-bundle-", ".zip");
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                if (!stored.copy(rollout, out)) {
                    return false;
                }
            }
            Verdict verdict = BundleVerifier.verify(file, Optional.empty()).verdict();
            return verdict != Verdict.INVALID && verdict != Verdict.INCOMPLETE;
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
