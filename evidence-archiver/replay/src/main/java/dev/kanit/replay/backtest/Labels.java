package dev.kanit.replay.backtest;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What people know better than the recording: a rollback that was a false alarm, a completed
 * release that was bad after all.
 *
 * @param truths by rollout id, or by name of the bundle's file
 */
public record Labels(Map<String, Truth> truths) {

    /** What a bundle's file is called after its rollout's id. */
    public static final String BUNDLE_SUFFIX = ".evidence.zip";

    public Labels {
        truths = Map.copyOf(truths);
    }

    public static Labels none() {
        return new Labels(Map.of());
    }

    /** What is known of a rollout; the id counts before the file's name. */
    Optional<Truth> of(String bundle, String rolloutId) {
        return Optional.ofNullable(truths.get(rolloutId))
                .or(() -> Optional.ofNullable(truths.get(bundle)));
    }

    /** Labels that speak of none of these bundles: mistyped, or of another directory. */
    public Set<String> unused(Set<String> bundles, Set<String> rolloutIds) {
        Set<String> unused = new HashSet<>(truths.keySet());
        unused.removeAll(bundles);
        unused.removeAll(rolloutIds);
        return Set.copyOf(unused);
    }
}
