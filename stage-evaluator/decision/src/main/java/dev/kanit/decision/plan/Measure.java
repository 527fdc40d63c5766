package dev.kanit.decision.plan;

import java.time.Duration;

/**
 * The left side of a comparison: one number made of a signal's readings.
 *
 * @param function how
 * @param signal index of the signal in {@link RolloutPlan#signals()}
 * @param window how far back; zero for {@link Function#LATEST}, positive otherwise
 */
public record Measure(Function function, int signal, Duration window) {

    /** Functions over a window see one mean per bucket of {@link RolloutPlan#bucket()}. */
    public enum Function {
        /** The newest reading. */
        LATEST,
        MEAN,
        MAX,
        MIN,
        /** Least-squares slope, in the signal's unit per second. */
        SLOPE,
        /** The 95th percentile by nearest rank. */
        P95;

        /** As plans spell it. */
        public String spelling() {
            return switch (this) {
                case LATEST -> "";
                case MEAN -> "mean";
                case MAX -> "max";
                case MIN -> "min";
                case SLOPE -> "slope";
                case P95 -> "p95";
            };
        }
    }

    public Measure {
        if (signal < 0) {
            throw new IllegalArgumentException("signal: " + signal + " (expected: >= 0)");
        }
        if ((function == Function.LATEST) != window.isZero() || window.isNegative()) {
            throw new IllegalArgumentException(
                    "window: " + window + " (expected: 0 for LATEST, > 0 for " + function + ")");
        }
    }

    public static Measure latest(int signal) {
        return new Measure(Function.LATEST, signal, Duration.ZERO);
    }
}
