package dev.kanit.decision.judge;

import dev.kanit.decision.measure.MannKendall;
import java.util.Arrays;

/**
 * Whether a resource of the canary grows away from the stable fleet's. Blocks of {@value
 * JudgeParameters#LEAK_BLOCK_TICKS} ticks keep their minimum, which removes the sawtooth of a
 * garbage collector; the logarithm of canary over baseline of the newest {@value
 * JudgeParameters#LEAK_BLOCKS} blocks is tested for a trend.
 *
 * <p>It leaks when the Mann-Kendall statistic is above {@value JudgeParameters#LEAK_Z} on two
 * consecutive blocks, and the Theil-Sen slope is above both 3 % an hour and what would use up the
 * headroom in a day. It is serious when, at that slope, the resource is used up within the
 * rollout's planned length.
 */
final class Leak {

    static final int BLOCK_TICKS = JudgeParameters.LEAK_BLOCK_TICKS;
    static final int BLOCKS = JudgeParameters.LEAK_BLOCKS;

    private static final int CANARY_MIN = 0;
    private static final int BASELINE_MIN = 1;
    private static final int LOOKS = 2;
    private static final int LEVEL = 3;

    /** The newest blocks, oldest first; NaN where there is none yet. */
    private static final int RING = 4;

    static final int SLOTS = RING + BLOCKS;

    private Leak() {}

    static void start(double[] slots, int at) {
        openBlock(slots, at);
        Arrays.fill(slots, at + RING, at + SLOTS, Double.NaN);
    }

    private static void openBlock(double[] slots, int at) {
        slots[at + CANARY_MIN] = Double.POSITIVE_INFINITY;
        slots[at + BASELINE_MIN] = Double.POSITIVE_INFINITY;
    }

    /**
     * One tick; values in the signal's unit, NaN when there is none.
     *
     * @param ticks of the canary, this one included: every fifth closes a block
     */
    static void judge(
            double[] slots,
            int at,
            double canary,
            double baseline,
            double exhaustedAt,
            double tickHours,
            double ticks) {
        if (canary > 0 && baseline > 0) {
            slots[at + CANARY_MIN] = Math.min(slots[at + CANARY_MIN], canary);
            slots[at + BASELINE_MIN] = Math.min(slots[at + BASELINE_MIN], baseline);
        }
        if (ticks % BLOCK_TICKS == 0) {
            close(slots, at, exhaustedAt, tickHours);
        }
    }

    /** As of the newest closed block. */
    static LeakFinding finding(
            double[] slots, int at, double exhaustedAt, double tickHours, double horizonTicks) {
        if (slots[at + LOOKS] < JudgeParameters.LEAK_LOOKS_TO_HOLD) {
            return LeakFinding.NONE;
        }
        if (slots[at + LOOKS] < JudgeParameters.LEAK_LOOKS_TO_ACT) {
            return LeakFinding.GROWING;
        }
        // A cache that fills rises, too, but not by much of what is left.
        double rise = slots[at + RING + filled(slots, at) - 1] - slots[at + RING];
        double before = slots[at + LEVEL] / StrictMath.exp(rise);
        if (slots[at + LEVEL] - before < JudgeParameters.LEAK_LEAST_RISE * (exhaustedAt - before)) {
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
        openBlock(slots, at);
    }

    private static void push(double[] slots, int at, double ratio) {
        int filled = filled(slots, at);
        if (filled == BLOCKS) {
            System.arraycopy(slots, at + RING + 1, slots, at + RING, BLOCKS - 1);
            filled--;
        }
        slots[at + RING + filled] = ratio;
    }

    private static void test(double[] slots, int at, double exhaustedAt, double tickHours) {
        int filled = filled(slots, at);
        if (filled < JudgeParameters.LEAST_LEAK_BLOCKS) {
            return;
        }
        double[] ring = ring(slots, at);
        double slope = slope(ring, tickHours);
        double headroom = StrictMath.log(exhaustedAt / slots[at + LEVEL]);
        boolean steep =
                slope > StrictMath.log1p(JudgeParameters.LEAK_SLOPE_PER_HOUR)
                        && slope > headroom / JudgeParameters.LEAK_WITHIN_HOURS;
        slots[at + LOOKS] =
                steep && MannKendall.z(ring) > JudgeParameters.LEAK_Z ? slots[at + LOOKS] + 1 : 0;
    }

    private static int filled(double[] slots, int at) {
        int filled = 0;
        while (filled < BLOCKS && !Double.isNaN(slots[at + RING + filled])) {
            filled++;
        }
        return filled;
    }

    private static double[] ring(double[] slots, int at) {
        return Arrays.copyOfRange(slots, at + RING, at + RING + filled(slots, at));
    }

    private static double slope(double[] ring, double tickHours) {
        return MannKendall.slope(ring) / (BLOCK_TICKS * tickHours);
    }
}
