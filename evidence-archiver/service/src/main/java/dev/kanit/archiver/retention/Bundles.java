package dev.kanit.archiver.retention;

import java.nio.file.Files;
import java.nio.file.Path;

/** Knows which rollouts are closed and have their evidence in a bundle. */
@FunctionalInterface
public interface Bundles {

    /** Whether everything about {@code rollout} lies in a bundle of its own. */
    boolean isBundled(String rollout);

    /** Bundles beside what people read: {@code rollouts/<id>/<id>.evidence.zip}. */
    static Bundles in(Path root) {
        return rollout ->
                Files.isRegularFile(
                        root.resolve("rollouts")
                                .resolve(rollout)
                                .resolve(rollout + ".evidence.zip"));
    }
}
