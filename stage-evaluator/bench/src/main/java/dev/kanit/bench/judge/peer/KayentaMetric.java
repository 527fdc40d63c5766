package dev.kanit.bench.judge.peer;

/** One metric of Kayenta's judge, with all that was seen of it. */
final class KayentaMetric {

    private final MannWhitney test;
    private double canarySum;
    private double baselineSum;

    KayentaMetric(int ticks) {
        this.test = new MannWhitney(ticks);
    }

    /** Values that are not numbers are left out, as by default. */
    void add(double canary, double baseline) {
        if (!Double.isNaN(canary)) {
            test.addOne(canary);
            canarySum += canary;
        }
        if (!Double.isNaN(baseline)) {
            test.addOther(baseline);
            baselineSum += baseline;
        }
    }

    /** Whether the interval's lower end is above a share of the absolute estimate. */
    boolean isHigh(double criticalZ, double tolerance) {
        if (test.ones() == 0 || test.others() == 0 || test.z(0) <= criticalZ || ratio() < 1) {
            return false;
        }
        // The lower end is where the statistic falls to its critical value.
        return test.z(tolerance * Math.abs(test.estimate())) > criticalZ;
    }

    /** Of the means. */
    double ratio() {
        return (canarySum / test.ones()) / (baselineSum / test.others());
    }
}
