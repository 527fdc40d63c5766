package dev.kanit.decision.judge;

import java.util.SplittableRandom;

/** Seeded draws: the same seed gives the same series. */
final class Draws {

    private final SplittableRandom random;

    Draws(long seed) {
        random = new SplittableRandom(seed);
    }

    double uniform() {
        return random.nextDouble();
    }

    double gaussian() {
        return random.nextGaussian();
    }

    /** A stationary first-order autoregressive series with mean 0 and standard deviation 1. */
    double[] autoregressive(int ticks, double phi) {
        double[] series = new double[ticks];
        double scale = StrictMath.sqrt(1 - phi * phi);
        for (int tick = 0; tick < ticks; tick++) {
            series[tick] = tick == 0 ? gaussian() : phi * series[tick - 1] + scale * gaussian();
        }
        return series;
    }

    /** By products of uniforms (Knuth): for means up to some hundreds. */
    int poisson(double mean) {
        double limit = StrictMath.exp(-mean);
        int events = -1;
        for (double product = 1; product > limit; product *= uniform()) {
            events++;
        }
        return events;
    }

    int binomial(int draws, double share) {
        int hits = 0;
        for (int draw = 0; draw < draws; draw++) {
            hits += uniform() < share ? 1 : 0;
        }
        return hits;
    }
}
