package dev.kanit.decision.measure;

import java.time.Duration;
import java.util.Arrays;

/**
 * Bad and all events of a sliding window, in {@value #BUCKETS} buckets that slide by one at a time:
 * the window covers between 11/12 and 12/12 of its length. Immutable.
 */
public final class BurnWindow {

    public static final int BUCKETS = 12;

    private static final long NONE = -1;

    private final long widthMillis;
    private final long newest;
    private final double[] bad;
    private final double[] total;

    private BurnWindow(long widthMillis, long newest, double[] bad, double[] total) {
        this.widthMillis = widthMillis;
        this.newest = newest;
        this.bad = bad;
        this.total = total;
    }

    static BurnWindow empty(Duration length) {
        long width = Math.max(1, length.toMillis() / BUCKETS);
        return new BurnWindow(width, NONE, new double[BUCKETS], new double[BUCKETS]);
    }

    /** Puts a stored window together again; both arrays have {@value #BUCKETS} entries. */
    public static BurnWindow of(Duration length, long newest, double[] bad, double[] total) {
        return new BurnWindow(empty(length).widthMillis, newest, bad.clone(), total.clone());
    }

    BurnWindow plus(long atMillis, double moreBad, double more) {
        long number = Math.floorDiv(atMillis, widthMillis);
        double[] nextBad = bad.clone();
        double[] nextTotal = total.clone();
        if (newest == NONE || number - newest >= BUCKETS) {
            Arrays.fill(nextBad, 0);
            Arrays.fill(nextTotal, 0);
        } else {
            for (long passed = newest + 1; passed <= number; passed++) {
                nextBad[slot(passed)] = 0;
                nextTotal[slot(passed)] = 0;
            }
        }
        nextBad[slot(number)] += moreBad;
        nextTotal[slot(number)] += more;
        return new BurnWindow(widthMillis, number, nextBad, nextTotal);
    }

    /** Number of the newest bucket, or -1. */
    public long newest() {
        return newest;
    }

    public double bad(int slot) {
        return bad[slot];
    }

    public double total(int slot) {
        return total[slot];
    }

    /** Share of bad events in the whole window; NaN without any events. */
    public double ratio() {
        double sumBad = 0;
        double sum = 0;
        for (int slot = 0; slot < BUCKETS; slot++) {
            sumBad += bad[slot];
            sum += total[slot];
        }
        return sum > 0 ? sumBad / sum : Double.NaN;
    }

    /** The same of the newest bucket and the one before: whether it still goes on. */
    public double recentRatio() {
        if (newest == NONE) {
            return Double.NaN;
        }
        int now = slot(newest);
        int before = slot(newest - 1);
        double sum = total[now] + total[before];
        return sum > 0 ? (bad[now] + bad[before]) / sum : Double.NaN;
    }

    private static int slot(long number) {
        return (int) Math.floorMod(number, (long) BUCKETS);
    }
}
