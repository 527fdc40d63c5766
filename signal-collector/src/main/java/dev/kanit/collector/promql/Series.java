package dev.kanit.collector.promql;

/** One series: its labels and its samples in the order of time. */
public interface Series {

    /** The value that Prometheus too stores when a series ended: one particular NaN. */
    double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

    Labels labels();

    /** Number of samples. */
    int size();

    /** Milliseconds since 1970 of sample {@code index}, from 0, the oldest. */
    long timeMillis(int index);

    /** Value of sample {@code index}; {@link #STALE} where the series ended. */
    double value(int index);

    /** Whether a value marks the end of a series rather than being its value. */
    static boolean isStale(double value) {
        return Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(STALE);
    }
}
