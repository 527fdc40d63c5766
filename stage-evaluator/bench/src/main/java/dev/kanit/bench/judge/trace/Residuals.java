package dev.kanit.bench.judge.trace;

import java.util.Arrays;

/**
 * What is left of a real series after its slow part, as factors around 1. The slow part, a centred
 * running median, is the load of the day, which canary and baseline share at each time; cuts of the
 * series at independent places must not contain it, or a night would be compared with a noon.
 */
final class Residuals {

    /** Share of points that must be there for a series to be used. */
    private static final double COVERAGE = 0.9;

    /** Points of the running median: an hour in five-minute steps. */
    private static final int SLOW_POINTS = 13;

    private final String name;
    private final double[] factors;

    private Residuals(String name, double[] factors) {
        this.name = name;
        this.factors = factors;
    }

    /** Whether enough of a series is there; what is not positive and finite is a gap. */
    static boolean usable(double[] values) {
        long there = Arrays.stream(values).filter(Residuals::isValue).count();
        return there >= COVERAGE * values.length;
    }

    /**
     * Gaps are bridged by what came before them, in reverse. That keeps noise and autocorrelation;
     * a level bridge would be a stuck exporter, which the judge refuses to judge.
     */
    static Residuals of(String name, double[] values) {
        double[] logs = bridged(values);
        double[] factors = new double[logs.length];
        for (int index = 0; index < logs.length; index++) {
            factors[index] = StrictMath.exp(logs[index] - slow(logs, index));
        }
        return new Residuals(name, factors);
    }

    private static double[] bridged(double[] values) {
        double first = Arrays.stream(values).filter(Residuals::isValue).findFirst().orElse(1);
        double[] logs = new double[values.length];
        int gapAt = 0;
        for (int index = 0; index < values.length; index++) {
            if (isValue(values[index])) {
                logs[index] = StrictMath.log(values[index]);
                gapAt = index + 1;
            } else {
                int mirrored = Math.max(0, 2 * gapAt - 1 - index);
                logs[index] = gapAt == 0 ? StrictMath.log(first) : logs[mirrored];
            }
        }
        return logs;
    }

    private static boolean isValue(double value) {
        return value > 0 && Double.isFinite(value);
    }

    private static double slow(double[] logs, int index) {
        int from = Math.max(0, index - SLOW_POINTS / 2);
        int to = Math.min(logs.length, index + SLOW_POINTS / 2 + 1);
        double[] around = Arrays.copyOfRange(logs, from, to);
        Arrays.sort(around);
        return around[around.length / 2];
    }

    String name() {
        return name;
    }

    int size() {
        return factors.length;
    }

    /** The series closed to a ring. */
    double circular(int index) {
        return factors[Math.floorMod(index, factors.length)];
    }
}
