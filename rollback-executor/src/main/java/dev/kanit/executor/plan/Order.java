package dev.kanit.executor.plan;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was ordered; complete in itself.
 *
 * @param rolloutId the rollout
 * @param fence generation and action id
 * @param kind what to do
 * @param weightPercent canary share to set, 0 to 100; ignored unless {@link Kind#SET_WEIGHT}
 * @param value what a feature flag is set to at {@link Kind#SET_WEIGHT}, for example {@code
 *     preview}; empty when the weight says it all
 * @param stableVersion the version to return to
 * @param canaryVersion the version under judgement
 * @param actuator kind of the actuator, for example {@code http}
 * @param actuatorSettings the plan's actuator block
 * @param settings for {@link Kind#MITIGATE}: what to set
 * @param limit how long the whole action may take, &gt; 0
 */
public record Order(
        String rolloutId,
        Fence fence,
        Kind kind,
        double weightPercent,
        String value,
        String stableVersion,
        String canaryVersion,
        String actuator,
        SortedMap<String, String> actuatorSettings,
        SortedMap<String, String> settings,
        Duration limit) {

    /** What an order asks for. */
    public enum Kind {
        SET_WEIGHT,
        ROLL_BACK,
        MITIGATE,
        PROMOTE,
        KILL_SWITCH
    }

    public Order {
        if (rolloutId.isBlank()) {
            throw new IllegalArgumentException("rolloutId: empty (expected: text)");
        }
        if (!(weightPercent >= 0 && weightPercent <= 100)) {
            throw new IllegalArgumentException(
                    "weightPercent: " + weightPercent + " (expected: 0 to 100)");
        }
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: > 0)");
        }
        actuatorSettings = new TreeMap<>(actuatorSettings);
        settings = new TreeMap<>(settings);
    }

    @Override
    public SortedMap<String, String> actuatorSettings() {
        return new TreeMap<>(actuatorSettings);
    }

    @Override
    public SortedMap<String, String> settings() {
        return new TreeMap<>(settings);
    }
}
