package dev.kanit.bench.judge.trace;

import java.util.random.RandomGenerator;

/**
 * First-order autoregressive noise, independent between gauges and tracks.
 *
 * @param phi lag-1 autocorrelation, 0 to below 1
 * @param deviation standard deviation of the logarithm, above 0
 * @param heavy whether shocks follow Student's t with three degrees instead of the normal law
 */
public record AutoregressiveSet(
        String name, boolean hard, double phi, double deviation, boolean heavy)
        implements TraceSet {

    private static final int DEGREES = 3;

    public AutoregressiveSet {
        if (!(phi >= 0 && phi < 1)) {
            throw new IllegalArgumentException("phi: " + phi + " (expected: 0 to below 1)");
        }
        if (!(deviation > 0)) {
            throw new IllegalArgumentException("deviation: " + deviation + " (expected: > 0)");
        }
    }

    @Override
    public Service draw(RandomGenerator random) {
        return this::cut;
    }

    private double[][] cut(RandomGenerator random, int ticks) {
        double[][] cut = new double[GAUGES][ticks];
        double innovation = deviation * StrictMath.sqrt(1 - phi * phi);
        for (double[] gauge : cut) {
            double level = deviation * random.nextGaussian();
            for (int tick = 0; tick < ticks; tick++) {
                level = phi * level + innovation * shock(random);
                gauge[tick] = StrictMath.exp(level);
            }
        }
        return cut;
    }

    /** Of variance 1. */
    private double shock(RandomGenerator random) {
        double normal = random.nextGaussian();
        if (!heavy) {
            return normal;
        }
        double squares = 0;
        for (int degree = 0; degree < DEGREES; degree++) {
            double other = random.nextGaussian();
            squares += other * other;
        }
        // A t variable with three degrees has a variance of three.
        return normal / StrictMath.sqrt(squares);
    }
}
