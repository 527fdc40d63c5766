package dev.kanit.executor.plan;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * What the target said of itself.
 *
 * @param weightPercent canary share, 0 to 100; not a number when the target cannot tell it, or has
 *     none
 * @param generation highest generation that all of it has obeyed, 0 for none; {@link #GONE} for a
 *     target that was removed, which no order can change any more
 * @param stableVersion as the target names it; empty when it does not tell
 * @param canaryVersion likewise
 * @param stableReady whether the stable version has a ready server
 * @param canaryReady likewise for the canary
 * @param settings what mitigations have set
 * @param value of the feature flag; empty when there is none
 * @param switchedOff whether the feature is off in the canary's scope, whatever the value is
 * @param revision opaque name of this state, for conditional writes; empty when there is none
 * @param parts what it is put together from, in the plan's order; empty for a single target
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
        String revision,
        List<Observed> parts) {

    /** Generation of what was removed on purpose: it holds nobody's fence back. */
    public static final long GONE = -1;

    public Observed {
        settings = new TreeMap<>(settings);
        parts = List.copyOf(parts);
    }

    /** Of a single target. */
    public Observed(
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
        this(
                weightPercent,
                generation,
                stableVersion,
                canaryVersion,
                stableReady,
                canaryReady,
                settings,
                value,
                switchedOff,
                revision,
                List.of());
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

    /**
     * What several targets that act together are: as fenced as the least fenced of them, as ready
     * as all of them.
     *
     * @param parts in the plan's order, at least one
     * @param settings under the names that plans use for them
     */
    public static Observed together(List<Observed> parts, SortedMap<String, String> settings) {
        return new Observed(
                parts.stream()
                        .mapToDouble(Observed::weightPercent)
                        .filter(weight -> !Double.isNaN(weight))
                        .findFirst()
                        .orElse(Double.NaN),
                parts.stream()
                        .mapToLong(Observed::generation)
                        .filter(generation -> generation != GONE)
                        .min()
                        .orElse(GONE),
                firstNamed(parts.stream().map(Observed::stableVersion).toList()),
                firstNamed(parts.stream().map(Observed::canaryVersion).toList()),
                parts.stream().allMatch(Observed::stableReady),
                parts.stream().allMatch(Observed::canaryReady),
                settings,
                firstNamed(parts.stream().map(Observed::value).toList()),
                parts.stream().anyMatch(Observed::switchedOff),
                "",
                parts);
    }

    /** The same, under this revision. */
    public Observed at(String name) {
        return new Observed(
                weightPercent,
                generation,
                stableVersion,
                canaryVersion,
                stableReady,
                canaryReady,
                settings,
                value,
                switchedOff,
                name,
                parts);
    }

    /** The same, with another word on the canary's servers. */
    public Observed withCanaryReady(boolean ready) {
        return new Observed(
                weightPercent,
                generation,
                stableVersion,
                canaryVersion,
                stableReady,
                ready,
                settings,
                value,
                switchedOff,
                revision,
                parts);
    }

    /** The newest generation that any part has obeyed: an order below it came too late. */
    public long newestGeneration() {
        return parts.stream().mapToLong(Observed::newestGeneration).reduce(generation, Math::max);
    }

    /** Whether traffic has somewhere another share than {@code percent}, above or below. */
    boolean isAbove(double percent) {
        return weights().anyMatch(weight -> weight > percent);
    }

    boolean isBelow(double percent) {
        return weights().anyMatch(weight -> weight < percent);
    }

    private DoubleStream weights() {
        return parts.isEmpty()
                ? DoubleStream.of(weightPercent)
                : parts.stream().flatMapToDouble(Observed::weights);
    }

    private static String firstNamed(List<String> names) {
        return names.stream().filter(name -> !name.isEmpty()).findFirst().orElse("");
    }

    @Override
    public SortedMap<String, String> settings() {
        return new TreeMap<>(settings);
    }
}
