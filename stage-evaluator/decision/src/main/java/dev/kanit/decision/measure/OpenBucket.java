package dev.kanit.decision.measure;

/**
 * The bucket that readings still fall into: sums and counts per column. Immutable; {@link #plus}
 * makes the next one.
 */
public final class OpenBucket {

    private final long startMillis;
    private final double[] sums;
    private final int[] counts;

    /** Arrays are taken over; one entry per column of the {@link PlanLayout}. */
    public OpenBucket(long startMillis, double[] sums, int[] counts) {
        this.startMillis = startMillis;
        this.sums = sums;
        this.counts = counts;
    }

    static OpenBucket empty(long startMillis, int columns) {
        return new OpenBucket(startMillis, new double[columns], new int[columns]);
    }

    public long startMillis() {
        return startMillis;
    }

    public int columns() {
        return sums.length;
    }

    public double sum(int column) {
        return sums[column];
    }

    public int count(int column) {
        return counts[column];
    }

    OpenBucket plus(PlanLayout layout, double[] values, Absence[] absence) {
        double[] nextSums = sums.clone();
        int[] nextCounts = counts.clone();
        for (int signal = 0; signal < values.length; signal++) {
            int column = layout.column(signal);
            if (column >= 0 && absence[signal] == Absence.PRESENT) {
                nextSums[column] += values[signal];
                nextCounts[column]++;
            }
        }
        return new OpenBucket(startMillis, nextSums, nextCounts);
    }

    Bucket close() {
        double[] means = new double[sums.length];
        for (int column = 0; column < means.length; column++) {
            means[column] = counts[column] == 0 ? Double.NaN : sums[column] / counts[column];
        }
        return new Bucket(startMillis, means);
    }
}
