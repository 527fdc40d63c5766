package dev.kanit.archiver.retention;

import dev.kanit.ledger.bundle.BundleVerifier;
import dev.kanit.ledger.bundle.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Knows which rollouts are closed and have their evidence in a bundle. */
@FunctionalInterface
public interface Bundles {

    /** Whether everything about {@code rollout} lies in a bundle of its own. */
    boolean isBundled(String rollout);

    /**
     * Bundles beside what people read: {@code rollouts/<id>/<id>.evidence.zip}. One that does not
     * verify is none: payload that it should have is not deleted because of it.
     */
    static Bundles in(Path root) {
        return rollout ->
                isSound(
                        root.resolve("rollouts")
                                .resolve(rollout)
                                .resolve(rollout + ".evidence.zip"));
    }

    private static boolean isSound(Path bundle) {
        if (!Files.isRegularFile(bundle)) {
            return false;
        }
        try {
            Verdict verdict = BundleVerifier.verify(bundle, Optional.empty()).verdict();
            return verdict != Verdict.INVALID && verdict != Verdict.INCOMPLETE;
        } catch (IOException unreadable) {
            return false;
        }
    }
}
