package dev.kanit.decision.measure;

/**
 * Mean readings of one closed event-time bucket. Immutable: the array is never written after
 * construction.
 */
public final class Bucket {

    private final long startMillis;
    private final double[] means;

    /**
     * @param startMillis start of the bucket, epoch milliseconds
     * @param means one per column of the {@link PlanLayout}; NaN where the bucket has no reading
     */
    public Bucket(long startMillis, double[] means) {
        this.startMillis = startMillis;
        this.means = means;
    }

    public long startMillis() {
        return startMillis;
    }

    public int columns() {
        return means.length;
    }

    /** Mean of a column; NaN where the bucket has no reading. */
    public double mean(int column) {
        return means[column];
    }
}
