package dev.kanit.bench.judge.trace;

import java.util.random.RandomGenerator;

/**
 * Errors among requests on four tracks: a base rate, autocorrelated noise of the rate that all
 * tracks share, noise of each track's own, and chance.
 */
final class ErrorCounts {

    private static final double BASE_RATE = 0.005;
    private static final double MOST_RATE = 0.9;
    private static final double SHARED_DEVIATION = 0.3;
    private static final double SHARED_PHI = 0.5;
    private static final double OWN_DEVIATION = 0.1;

    /** Above this mean a Poisson number is drawn from the normal law. */
    private static final double MANY = 50;

    private final RandomGenerator random;
    private double sharedLevel;

    ErrorCounts(RandomGenerator random) {
        this.random = random;
        this.sharedLevel = SHARED_DEVIATION * random.nextGaussian();
    }

    /** The rate that all tracks share in the next tick. */
    double nextRate() {
        double innovation = SHARED_DEVIATION * StrictMath.sqrt(1 - SHARED_PHI * SHARED_PHI);
        sharedLevel = SHARED_PHI * sharedLevel + innovation * random.nextGaussian();
        return BASE_RATE * StrictMath.exp(sharedLevel);
    }

    double requests(double mean) {
        return poisson(mean);
    }

    /** Errors among the requests of one track. */
    double errors(double requests, double rate) {
        double own = StrictMath.exp(OWN_DEVIATION * random.nextGaussian());
        return Math.min(requests, poisson(requests * Math.min(MOST_RATE, rate * own)));
    }

    /** Knuth's method; the normal law for many. */
    private double poisson(double mean) {
        if (mean > MANY) {
            return Math.max(
                    0, StrictMath.rint(mean + StrictMath.sqrt(mean) * random.nextGaussian()));
        }
        double limit = StrictMath.exp(-mean);
        double product = random.nextDouble();
        int events = 0;
        while (product > limit) {
            product *= random.nextDouble();
            events++;
        }
        return events;
    }
}
