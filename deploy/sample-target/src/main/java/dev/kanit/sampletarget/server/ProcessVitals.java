package dev.kanit.sampletarget.server;

import dev.kanit.sampletarget.Scenario;
import dev.kanit.sampletarget.metrics.Exposition;
import dev.kanit.sampletarget.metrics.Histogram;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The process behind one track: CPU, memory, event loop, garbage collection, market feed. Each has
 * noise of its own, so that two healthy ones differ.
 */
public final class ProcessVitals {

    private static final double MIB = 1024 * 1024;
    private static final double HEALTHY_CPU = 0.35;
    private static final double BUSY_CPU = 0.85;
    private static final double COLLECTIONS_PER_SECOND = 10;
    private static final double GC_PAUSE_SECONDS = 0.008;

    /** Many, and as many on the canary as on both halves: a p95 of a few is low by chance. */
    private static final double CANARY_WS_MESSAGES_PER_SECOND = 400;

    private static final double HALF_WS_MESSAGES_PER_SECOND = 200;
    private static final double WS_AGE_SECONDS = 6;
    private static final double WS_AGE_SPREAD_PERCENT = 75;
    private static final double HEALTHY_LAG_MILLIS = 12;
    private static final double HIGHEST_LAG_MILLIS = 39;
    private static final double RECOVERED_LAG_MILLIS = 14;
    private static final double CLIMB_MINUTES = 20;
    private static final double RECOVERY_MINUTES = 6;
    private static final double MAX_RSS_BYTES = 1024 * 1024 * MIB;

    private final String labels;
    private final Scenario scenario;
    private final Fault fault;
    private final boolean canary;
    private final Noise noise;
    private final Histogram wsAges = new Histogram(wsAgeBounds());
    private double cpuSeconds;
    private double collectionsDue;
    private long collections;
    private double gcPauseSeconds;
    private double wsMessagesDue;
    private long wsMessages;
    private double lagMillis = HEALTHY_LAG_MILLIS;
    private double rssBytes = 600 * MIB;
    private double feedStalenessSeconds = 3;
    private long advancedToNanos;

    private ProcessVitals(String track, Scenario scenario, Fault fault, long nowNanos) {
        this.canary = track.equals(Tracks.CANARY);
        this.labels = "track=\"" + track + "\"";
        this.scenario = scenario;
        this.fault = fault;
        this.noise = new Noise(track.hashCode());
        this.advancedToNanos = nowNanos;
    }

    /**
     * The canary's process, then one of each half of the stable fleet.
     *
     * @param nowNanos of {@link System#nanoTime}
     */
    public static List<ProcessVitals> of(Scenario scenario, Fault fault, long nowNanos) {
        return Stream.of(Tracks.CANARY, Tracks.HALF_A, Tracks.HALF_B)
                .map(track -> new ProcessVitals(track, scenario, fault, nowNanos))
                .toList();
    }

    /** Lives through the time since the last call. */
    public void advanceTo(long nowNanos) {
        double seconds = Math.max(0, nowNanos - advancedToNanos) / 1e9;
        advancedToNanos = nowNanos;
        OptionalDouble age = fault.ageMinutes(nowNanos);
        boolean atFault = canary && age.isPresent();
        boolean busy = scenario == Scenario.LATENCY && atFault;
        double worse = scenario == Scenario.CORRELATED && atFault ? Fault.A_LITTLE_WORSE : 1;
        cpuSeconds += noise.around(busy ? BUSY_CPU : HEALTHY_CPU, 2) * seconds;
        collectionsDue += COLLECTIONS_PER_SECOND * seconds;
        for (; collections < (long) collectionsDue; collections++) {
            gcPauseSeconds += noise.around(GC_PAUSE_SECONDS * worse, 2);
        }
        wsMessagesDue +=
                (canary ? CANARY_WS_MESSAGES_PER_SECOND : HALF_WS_MESSAGES_PER_SECOND) * seconds;
        for (; wsMessages < (long) wsMessagesDue; wsMessages++) {
            wsAges.observe(noise.around(WS_AGE_SECONDS * worse, WS_AGE_SPREAD_PERCENT));
        }
        lagMillis = noise.around(lagLevelMillis(age) * worse, 2);
        rssBytes = noise.around(rssLevelBytes(atFault ? age : OptionalDouble.empty()), 0.1);
        feedStalenessSeconds = noise.around(3, 5);
    }

    /** A drift is everybody's, as in a busier hour; the canary drifts a little more. */
    private double lagLevelMillis(OptionalDouble age) {
        if (scenario != Scenario.DRIFT || age.isEmpty()) {
            return HEALTHY_LAG_MILLIS;
        }
        double climbed = Math.min(1, age.getAsDouble() / CLIMB_MINUTES);
        double recovered =
                Math.clamp((age.getAsDouble() - CLIMB_MINUTES) / RECOVERY_MINUTES, 0.0, 1.0);
        double level =
                HEALTHY_LAG_MILLIS
                        + climbed * (HIGHEST_LAG_MILLIS - HEALTHY_LAG_MILLIS)
                        - recovered * (HIGHEST_LAG_MILLIS - RECOVERED_LAG_MILLIS);
        double worse = canary ? (Fault.A_LITTLE_WORSE - 1) * (climbed - recovered) : 0;
        return level * (1 + worse);
    }

    private double rssLevelBytes(OptionalDouble age) {
        double level = 600 * MIB;
        if (scenario != Scenario.LEAK || age.isEmpty()) {
            return level;
        }
        double seconds = age.getAsDouble() * fault.nanosPerPlanMinute() / 1e9;
        // The plan's limit is in real seconds: at any speed the slope is over it, and 2 GiB are
        // passed within ten plan-minutes wherever a plan-minute is three seconds or less.
        double bytesPerSecond = MIB * Math.max(20, 2.5 * 60e9 / fault.nanosPerPlanMinute());
        return Math.min(MAX_RSS_BYTES, level + bytesPerSecond * seconds);
    }

    /** Writes the series of all tracks, metric by metric. */
    public static void expose(Exposition out, List<ProcessVitals> tracks) {
        String age = "ws_message_age_seconds";
        out.metric(
                age,
                "histogram",
                "Age of the newest WebSocket message.",
                tracks,
                (to, track) -> track.wsAges.expose(to, age, track.labels));
        one(out, tracks, "nodejs_eventloop_lag_p95_seconds", "gauge", t -> t.lagMillis / 1000);
        String gc = "nodejs_gc_duration_seconds";
        out.metric(
                gc,
                "summary",
                "Garbage collection pauses.",
                tracks,
                (to, track) -> {
                    to.sample(gc + "_sum", track.labels, track.gcPauseSeconds);
                    to.sample(gc + "_count", track.labels, (double) track.collections);
                });
        one(out, tracks, "process_cpu_seconds_total", "counter", t -> t.cpuSeconds);
        one(out, tracks, "process_resident_memory_bytes", "gauge", t -> Math.rint(t.rssBytes));
        one(out, tracks, "feed_staleness_seconds", "gauge", t -> t.feedStalenessSeconds);
        one(out, tracks, "ws_disconnects_total", "counter", _ -> 0);
        one(out, tracks, "decimal_precision_errors_total", "counter", _ -> 0);
    }

    private static void one(
            Exposition out,
            List<ProcessVitals> tracks,
            String name,
            String type,
            ToDoubleFunction<ProcessVitals> value) {
        out.metric(
                name,
                type,
                "Of the process behind the track.",
                tracks,
                (to, track) -> to.sample(name, track.labels, value.applyAsDouble(track)));
    }

    private static double[] wsAgeBounds() {
        double[] bounds = new double[42];
        for (int i = 0; i < 40; i++) {
            bounds[i] = i + 1;
        }
        bounds[40] = 60;
        bounds[41] = 120;
        return bounds;
    }
}
