package dev.kanit.executor.plan;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the target said of itself.
 *
 * @param weightPercent canary share, 0 to 100; not a number when the target cannot tell it
 * @param generation highest generation that it has obeyed, 0 for none
 * @param stableVersion as the target names it; empty when it does not tell
 * @param canaryVersion likewise
 * @param stableReady whether the stable version has a ready server
 * @param canaryReady likewise for the canary
 * @param settings what mitigations have set
 * @param value of the feature flag; empty when there is none
 * @param switchedOff whether the feature is off in the canary's scope, whatever the value is
 * @param revision opaque name of this state, for conditional writes; empty when there is none
 */
public record Observed(
        double weightPercent,
        long generation,
        String stableVersion,
        String canaryVersion,
        boolean stableReady,
        boolean canaryReady,
        SortedMap<String, String> settings,
        String value,
        boolean switchedOff,
        String revision) {

    public Observed {
        settings = new TreeMap<>(settings);
    }

    /** Of a target that has no feature flag. */
    public Observed(
            double weightPercent,
            long generation,
            String stableVersion,
            String canaryVersion,
            boolean stableReady,
            boolean canaryReady,
            SortedMap<String, String> settings,
            String revision) {
        this(
                weightPercent,
                generation,
                stableVersion,
                canaryVersion,
                stableReady,
                canaryReady,
                settings,
                "",
                false,
                revision);
    }

    @Override
    public SortedMap<String, String> settings() {
        return new TreeMap<>(settings);
    }
}
