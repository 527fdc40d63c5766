package dev.kanit.decision.judge;

import dev.kanit.decision.measure.MannKendall;
import java.util.Arrays;

/**
 * Whether a resource of the canary grows away from the stable fleet's. Blocks of {@value
 * #BLOCK_TICKS} ticks keep their minimum, which removes the sawtooth of a garbage collector; the
 * logarithm of canary over baseline of the newest {@value #BLOCKS} blocks is tested for a trend.
 *
 * <p>It leaks when the Mann-Kendall statistic is above {@value #ENTER_Z} on two consecutive blocks,
 * and the Theil-Sen slope is above both 3 % an hour and what would use up the headroom in a day. It
 * is serious when, at that slope, the resource is used up within the rollout's planned length.
 */
final class Leak {

    static final int BLOCK_TICKS = 5;
    static final int BLOCKS = 14;
    static final int MIN_BLOCKS = 6;
    static final double ENTER_Z = 2.85;

    /** Share of the headroom that must be used up within the blocks to roll back. */
    static final double LEAST_RISE = 0.2;

    /** Consecutive blocks with a trend: so many hold, and one more may roll back. */
    private static final int LOOKS_TO_HOLD = 2;

    private static final int LOOKS_TO_ACT = 3;
    static final double LEAST_SLOPE_PER_HOUR = 0.03;
    static final double EXHAUSTED_WITHIN_HOURS = 24;

    private static final int CANARY_MIN = 0;
    private static final int BASELINE_MIN = 1;
    private static final int OPEN_TICKS = 2;
    private static final int FILLED = 3;
    private static final int LOOKS = 4;
    private static final int LEVEL = 5;
    private static final int RING = 6;
    static final int SLOTS = RING + BLOCKS;

    private Leak() {}

    static void start(double[] slots, int at) {
        slots[at + CANARY_MIN] = Double.POSITIVE_INFINITY;
        slots[at + BASELINE_MIN] = Double.POSITIVE_INFINITY;
    }

    /** One tick; values in the signal's unit, NaN when there is none. */
    static void judge(
            double[] slots,
            int at,
            double canary,
            double baseline,
            double exhaustedAt,
            double tickHours) {
        if (canary > 0 && baseline > 0) {
            slots[at + CANARY_MIN] = Math.min(slots[at + CANARY_MIN], canary);
            slots[at + BASELINE_MIN] = Math.min(slots[at + BASELINE_MIN], baseline);
        }
        slots[at + OPEN_TICKS] += 1;
        if (slots[at + OPEN_TICKS] >= BLOCK_TICKS) {
            close(slots, at, exhaustedAt, tickHours);
        }
    }

    /** As of the newest closed block. */
    static LeakFinding finding(
            double[] slots, int at, double exhaustedAt, double tickHours, double horizonTicks) {
        if (slots[at + LOOKS] < LOOKS_TO_HOLD) {
            return LeakFinding.NONE;
        }
        if (slots[at + LOOKS] < LOOKS_TO_ACT) {
            return LeakFinding.GROWING;
        }
        // A cache that fills rises, too, but not by much of what is left.
        double rise = slots[at + RING + (int) slots[at + FILLED] - 1] - slots[at + RING];
        double before = slots[at + LEVEL] / StrictMath.exp(rise);
        if (slots[at + LEVEL] - before < LEAST_RISE * (exhaustedAt - before)) {
            return LeakFinding.GROWING;
        }
        double hoursLeft =
                StrictMath.log(exhaustedAt / slots[at + LEVEL]) / slope(ring(slots, at), tickHours);
        return hoursLeft <= horizonTicks * tickHours ? LeakFinding.EXHAUSTING : LeakFinding.GROWING;
    }

    private static void close(double[] slots, int at, double exhaustedAt, double tickHours) {
        boolean measured = slots[at + CANARY_MIN] < Double.POSITIVE_INFINITY;
        if (measured) {
            push(slots, at, StrictMath.log(slots[at + CANARY_MIN] / slots[at + BASELINE_MIN]));
            slots[at + LEVEL] = slots[at + CANARY_MIN];
            test(slots, at, exhaustedAt, tickHours);
        }
        slots[at + OPEN_TICKS] = 0;
        start(slots, at);
    }

    private static void push(double[] slots, int at, double ratio) {
        int filled = (int) slots[at + FILLED];
        if (filled == BLOCKS) {
            System.arraycopy(slots, at + RING + 1, slots, at + RING, BLOCKS - 1);
            filled--;
        }
        slots[at + RING + filled] = ratio;
        slots[at + FILLED] = filled + 1;
    }

    private static void test(double[] slots, int at, double exhaustedAt, double tickHours) {
        int filled = (int) slots[at + FILLED];
        if (filled < MIN_BLOCKS) {
            return;
        }
        double[] ring = ring(slots, at);
        double slope = slope(ring, tickHours);
        double headroom = StrictMath.log(exhaustedAt / slots[at + LEVEL]);
        boolean steep =
                slope > StrictMath.log1p(LEAST_SLOPE_PER_HOUR)
                        && slope > headroom / EXHAUSTED_WITHIN_HOURS;
        slots[at + LOOKS] = steep && MannKendall.z(ring) > ENTER_Z ? slots[at + LOOKS] + 1 : 0;
    }

    private static double[] ring(double[] slots, int at) {
        return Arrays.copyOfRange(slots, at + RING, at + RING + (int) slots[at + FILLED]);
    }

    private static double slope(double[] ring, double tickHours) {
        return MannKendall.slope(ring) / (BLOCK_TICKS * tickHours);
    }
}
