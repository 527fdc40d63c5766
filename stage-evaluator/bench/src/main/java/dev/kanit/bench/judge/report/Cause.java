package dev.kanit.bench.judge.report;

import dev.kanit.bench.judge.Interval;
import dev.kanit.bench.judge.SetProfile;
import java.util.Locale;

/** Why a goal was missed, as far as the figures say it. */
final class Cause {

    /** Worsening that the plan allows. */
    private static final double ALLOWED = 1.1;

    /** Worsening that a group allows. */
    private static final double GROUP_ALLOWED = 1.02;

    private Cause() {}

    /** A tail that is {@code factor} times slower, in the set's noise. */
    static String tail(SetProfile set, double factor) {
        double shift = StrictMath.log(factor / ALLOWED);
        return String.format(
                Locale.ROOT,
                "beyond the allowed 10 %% the shift is %.2f; the ratio of p95 or p99 to the"
                        + " baseline has a standard deviation of %.2f (every tenth trace: above"
                        + " %.2f) and an autocorrelation of %.2f, so a tick shows %.1f deviations"
                        + " (%.1f)%s",
                shift,
                set.tailDeviation(),
                set.upperTailDeviation(),
                set.autocorrelation(),
                shift / set.tailDeviation(),
                shift / set.upperTailDeviation(),
                smooth(set));
    }

    /** All gauges, a little worse. */
    static String group(SetProfile set, double factor) {
        double shift = StrictMath.log(factor / GROUP_ALLOWED);
        double phi = Math.clamp(set.autocorrelation(), 0, 1);
        return String.format(
                Locale.ROOT,
                "beyond the group's allowed 2 %% the shift is %.3f; a gauge's ratio has a standard"
                        + " deviation of %.3f and an autocorrelation of %.2f, so its innovation"
                        + " shows %.2f deviations per tick%s",
                shift,
                set.deviation(),
                set.autocorrelation(),
                shift / set.deviation() * StrictMath.sqrt((1 - phi) / (1 + phi)),
                smooth(set));
    }

    /** What the judge's model of noise cannot describe. */
    private static String smooth(SetProfile set) {
        return set.smooth() < 0.05
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; on %.0f %% of the gauges differences say an autocorrelation of 0.9 or"
                                + " more, so that the noise is smoother than the judge's model",
                        set.smooth() * 100);
    }

    /** A rate that is higher than wanted. */
    static String rate(SetProfile set, Interval rate, double wanted) {
        String chance =
                rate.low() <= wanted
                        ? "the interval reaches down to the goal; "
                        : "beyond chance; ";
        return chance
                + String.format(
                        Locale.ROOT,
                        "noise against the baseline: median standard deviation %.2f, tails %.2f"
                                + " (every tenth: above %.2f), autocorrelation %.2f",
                        set.deviation(),
                        set.tailDeviation(),
                        set.upperTailDeviation(),
                        set.autocorrelation());
    }
}
