package dev.kanit.decision.measure;

import dev.kanit.decision.plan.Measure;
import java.util.Arrays;
import java.util.List;

/**
 * Everything measured of a rollout so far, in bounded memory: the newest reading of each signal,
 * the open bucket, the ring of closed ones, and what is derived whenever a bucket closes.
 * Immutable; {@link #with} makes the next one.
 */
public final class Measurements {

    private final PlanLayout layout;
    private final Latest latest;
    private final BaselineLevels levels;
    private final OpenBucket open;
    private final Ring ring;
    private final double[] windowed;
    private final Trends trends;
    private final Burns burns;

    private Measurements(
            PlanLayout layout,
            Latest latest,
            BaselineLevels levels,
            OpenBucket open,
            Ring ring,
            double[] windowed,
            Trends trends,
            Burns burns) {
        this.layout = layout;
        this.latest = latest;
        this.levels = levels;
        this.open = open;
        this.ring = ring;
        this.windowed = windowed;
        this.trends = trends;
        this.burns = burns;
    }

    /** Nothing measured yet; every signal counts as missing since {@code startMillis}. */
    public static Measurements none(PlanLayout layout, long startMillis) {
        double[] windowed = new double[layout.windowed().size()];
        Arrays.fill(windowed, Double.NaN);
        return new Measurements(
                layout,
                Latest.none(layout.signals(), startMillis),
                BaselineLevels.none(layout.signals()),
                OpenBucket.empty(bucketStart(layout, startMillis), layout.columns()),
                Ring.empty(layout),
                windowed,
                Trends.steady(layout.signals()),
                Burns.none(layout.plan()));
    }

    /** Puts stored parts together again; what derives from the ring is computed anew. */
    public static Measurements restore(
            PlanLayout layout,
            Latest latest,
            BaselineLevels levels,
            OpenBucket open,
            List<Bucket> closed,
            Trends trends,
            Burns burns) {
        Ring ring = Ring.empty(layout);
        for (Bucket bucket : closed) {
            ring = ring.with(bucket);
        }
        return new Measurements(
                layout,
                latest,
                levels,
                open,
                ring,
                windowed(layout, ring, open.startMillis()),
                trends,
                burns);
    }

    /** These measurements and one snapshot more. Its time must be above the one before. */
    public Measurements with(Snapshot snapshot) {
        Latest next = latest.with(layout, snapshot);
        Burns counted = burns.with(layout, next);
        long start = bucketStart(layout, snapshot.takenAtMillis());
        if (start <= open.startMillis()) {
            OpenBucket fuller = open.plus(layout, next.canary(), next.absence());
            BaselineLevels sameBucket = levels.with(snapshot.baselines(), false);
            return new Measurements(
                    layout, next, sameBucket, fuller, ring, windowed, trends, counted);
        }
        BaselineLevels nextLevels = levels.with(snapshot.baselines(), true);
        Ring closed = ring.with(open.close());
        OpenBucket fresh =
                OpenBucket.empty(start, layout.columns())
                        .plus(layout, next.canary(), next.absence());
        long number = start / layout.bucketMillis();
        // Blocks are aligned to bucket numbers, so that a restart does not shift them.
        boolean blockClosed =
                number / Trends.BUCKETS_PER_BLOCK
                        != open.startMillis() / layout.bucketMillis() / Trends.BUCKETS_PER_BLOCK;
        long blockEnd = (number - number % Trends.BUCKETS_PER_BLOCK) * layout.bucketMillis();
        return new Measurements(
                layout,
                next,
                nextLevels,
                fresh,
                closed,
                windowed(layout, closed, start),
                blockClosed ? trends.next(layout, closed, blockEnd, nextLevels) : trends,
                counted);
    }

    public PlanLayout layout() {
        return layout;
    }

    public Latest latest() {
        return latest;
    }

    public BaselineLevels levels() {
        return levels;
    }

    public OpenBucket open() {
        return open;
    }

    public Ring ring() {
        return ring;
    }

    /** How much of what the plan promises was broken. */
    public Burns burns() {
        return burns;
    }

    public Trends trends() {
        return trends;
    }

    /** Value of {@code layout().windowed().get(index)}; NaN when it cannot be judged. */
    public double windowed(int index) {
        return windowed[index];
    }

    /** The baseline to compare with: the newest reading, else the remembered one, else NaN. */
    public double baseline(int signal) {
        double now = latest.baseline(signal);
        return Double.isNaN(now) ? levels.level(signal) : now;
    }

    private static double[] windowed(PlanLayout layout, Ring ring, long openStartMillis) {
        List<Measure> measures = layout.windowed();
        double[] values = new double[measures.size()];
        for (int index = 0; index < values.length; index++) {
            values[index] = Windows.measure(layout, ring, openStartMillis, measures.get(index));
        }
        return values;
    }

    private static long bucketStart(PlanLayout layout, long millis) {
        return millis - Math.floorMod(millis, layout.bucketMillis());
    }
}
