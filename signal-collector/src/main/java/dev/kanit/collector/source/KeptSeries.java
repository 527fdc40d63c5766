package dev.kanit.collector.source;

import dev.kanit.collector.promql.Labels;
import dev.kanit.collector.promql.Series;
import java.util.Arrays;

/** The newest samples of one series; the oldest give way. Not thread-safe. */
final class KeptSeries implements Series {

    private final Labels labels;
    private long[] timesMillis = new long[16];
    private double[] values = new double[16];
    private int first;
    private int size;

    KeptSeries(Labels labels) {
        this.labels = labels;
    }

    /** Adds a sample that is later than all, and drops those before {@code keepFromMillis}. */
    void add(long timeMillis, double value, long keepFromMillis, int maxSamples) {
        while (size > 0 && (timeMillis(0) < keepFromMillis || size >= maxSamples)) {
            first = (first + 1) % timesMillis.length;
            size--;
        }
        if (size == timesMillis.length) {
            grow();
        }
        int slot = (first + size) % timesMillis.length;
        timesMillis[slot] = timeMillis;
        values[slot] = value;
        size++;
    }

    boolean endsBefore(long millis) {
        return size == 0 || timeMillis(size - 1) < millis;
    }

    boolean isStale() {
        return size == 0 || Series.isStale(value(size - 1));
    }

    private void grow() {
        long[] times = new long[timesMillis.length * 2];
        double[] grown = Arrays.copyOf(values, times.length);
        for (int i = 0; i < size; i++) {
            times[i] = timeMillis(i);
            grown[i] = value(i);
        }
        timesMillis = times;
        values = grown;
        first = 0;
    }

    @Override
    public Labels labels() {
        return labels;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long timeMillis(int index) {
        return timesMillis[(first + index) % timesMillis.length];
    }

    @Override
    public double value(int index) {
        return values[(first + index) % values.length];
    }
}
