package dev.kanit.bench.judge.report;

import dev.kanit.bench.judge.Interval;
import java.util.Locale;

/** Shares in words. */
final class Percent {

    private Percent() {}

    /** With as many digits as a share of some thousands deserves. */
    static String of(double share) {
        double percent = share * 100;
        boolean whole = percent == Math.rint(percent);
        return String.format(Locale.ROOT, whole ? "%.0f %%" : "%.2f %%", percent);
    }

    static String of(Interval interval) {
        return of(interval.share()) + " (" + range(interval) + ")";
    }

    /** The ends of an interval in percent. */
    static String range(Interval interval) {
        return String.format(
                Locale.ROOT, "%.2f to %.2f", interval.low() * 100, interval.high() * 100);
    }

    static String short1(double share) {
        return String.format(Locale.ROOT, "%.1f", share * 100);
    }
}
