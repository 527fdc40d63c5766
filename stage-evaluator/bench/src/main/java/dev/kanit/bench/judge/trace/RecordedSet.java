package dev.kanit.bench.judge.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Real series. All gauges of a track are cut at the same place, so that autocorrelation and
 * cross-correlation stay as they were.
 *
 * @param pools per gauge the series to draw from
 */
record RecordedSet(String name, boolean hard, List<List<Residuals>> pools) implements TraceSet {

    /** Draws until a series is not in the trace yet; then it is taken twice. */
    private static final int DRAWS = 9;

    RecordedSet {
        pools = pools.stream().map(List::copyOf).toList();
        if (pools.size() != GAUGES || pools.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException(name + ": no series (expected: some per gauge)");
        }
    }

    @Override
    public Service draw(RandomGenerator random) {
        List<Residuals> drawn = new ArrayList<>();
        for (List<Residuals> pool : pools) {
            Residuals one = pool.get(random.nextInt(pool.size()));
            for (int draw = 1; draw < DRAWS && drawn.contains(one); draw++) {
                one = pool.get(random.nextInt(pool.size()));
            }
            drawn.add(one);
        }
        return (cutting, ticks) -> cut(drawn, cutting, ticks);
    }

    private static double[][] cut(List<Residuals> series, RandomGenerator random, int ticks) {
        int start = random.nextInt(series.getFirst().size());
        double[][] cut = new double[series.size()][ticks];
        for (int gauge = 0; gauge < cut.length; gauge++) {
            for (int tick = 0; tick < ticks; tick++) {
                cut[gauge][tick] = series.get(gauge).circular(start + tick);
            }
        }
        return cut;
    }
}
