package dev.kanit.collector.promql;

import java.util.Map;
import java.util.TreeMap;

/** A series written down in a test. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ListedSeries(Labels labels, long[] times, double[] values) implements Series {

    /** Samples at {@code startMillis}, then every {@code stepMillis}. */
    static ListedSeries of(
            String metric,
            Map<String, String> labels,
            long startMillis,
            long stepMillis,
            double... values) {
        TreeMap<String, String> all = new TreeMap<>(labels);
        all.put(Labels.NAME, metric);
        long[] times = new long[values.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = startMillis + i * stepMillis;
        }
        return new ListedSeries(new Labels(all), times, values);
    }

    @Override
    public int size() {
        return times.length;
    }

    @Override
    public long timeMillis(int index) {
        return times[index];
    }

    @Override
    public double value(int index) {
        return values[index];
    }
}
