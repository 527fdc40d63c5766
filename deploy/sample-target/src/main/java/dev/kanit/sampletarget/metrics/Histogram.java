package dev.kanit.sampletarget.metrics;

import java.util.Arrays;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** A Prometheus histogram; safe for many threads. */
public final class Histogram {

    private final double[] bounds;
    private final LongAdder[] counts;
    private final DoubleAdder sum = new DoubleAdder();

    /**
     * A histogram without observations.
     *
     * @param bounds upper bounds of its buckets, rising, without infinity
     */
    public Histogram(double... bounds) {
        this.bounds = bounds.clone();
        this.counts = new LongAdder[bounds.length + 1];
        Arrays.setAll(counts, _ -> new LongAdder());
    }

    /** Buckets of 10 ms up to half a second, so that a p95 is right to 10 ms; then coarser. */
    public static Histogram ofRequestSeconds() {
        double[] bounds = new double[54];
        for (int i = 0; i < 50; i++) {
            bounds[i] = (i + 1) / 100.0;
        }
        bounds[50] = 0.75;
        bounds[51] = 1;
        bounds[52] = 2.5;
        bounds[53] = 10;
        return new Histogram(bounds);
    }

    public void observe(double value) {
        int found = Arrays.binarySearch(bounds, value);
        counts[found >= 0 ? found : -found - 1].increment();
        sum.add(value);
    }

    /** Writes its series. */
    public void expose(Exposition out, String name, String labels) {
        long total = 0;
        for (int i = 0; i < bounds.length; i++) {
            total += counts[i].sum();
            out.sample(name + "_bucket", labels + ",le=\"" + bounds[i] + "\"", (double) total);
        }
        total += counts[bounds.length].sum();
        out.sample(name + "_bucket", labels + ",le=\"+Inf\"", (double) total);
        out.sample(name + "_sum", labels, sum.sum());
        out.sample(name + "_count", labels, (double) total);
    }
}
