package dev.kanit.decision.measure;

import dev.kanit.decision.plan.Condition;
import dev.kanit.decision.plan.Limit;
import dev.kanit.decision.plan.Signal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whether golden signals worsen steadily although each is still within its limit. Judged whenever a
 * block of {@value #BUCKETS_PER_BLOCK} buckets closes, over the newest {@value #BLOCKS} block
 * means.
 *
 * <p>A signal starts to worsen when the Mann-Kendall statistic of its blocks (Kendall 1975), with
 * the variance inflated by (1 + rho) / (1 - rho) for lag-1 autocorrelation, is above {@value
 * #ENTER_Z}, and the Theil-Sen line (Sen 1968) crosses the limit within the horizon, which is as
 * long as the blocks themselves. It stops when the statistic is below {@value #LEAVE_Z} for two
 * blocks running.
 */
public final class Trends {

    public static final int BLOCKS = 12;
    public static final int BUCKETS_PER_BLOCK = 5;

    static final int MIN_BLOCKS = 6;
    static final double ENTER_Z = 2.33;
    static final double LEAVE_Z = 1.0;

    private static final byte STEADY = 0;
    private static final byte WORSENING = 1;
    private static final byte CALMING = 2;

    private final byte[] course;

    private Trends(byte[] course) {
        this.course = course;
    }

    static Trends steady(int signals) {
        return new Trends(new byte[signals]);
    }

    /** From stored bytes, one per signal, as {@link #course} gave them. */
    public static Trends of(byte[] course) {
        return new Trends(course.clone());
    }

    /** One byte per signal, for storing. */
    public byte course(int signal) {
        return course[signal];
    }

    public boolean worsening(int signal) {
        return course[signal] != STEADY;
    }

    public boolean anyWorsening() {
        for (byte one : course) {
            if (one != STEADY) {
                return true;
            }
        }
        return false;
    }

    Trends next(PlanLayout layout, Ring ring, long openStartMillis, BaselineLevels levels) {
        byte[] next = new byte[course.length];
        for (int signal = 0; signal < next.length; signal++) {
            Signal described = layout.plan().signals().get(signal);
            if (described.golden()) {
                double[] blocks = blocks(layout, ring, openStartMillis, signal);
                double limit = limit(described, levels.level(signal));
                next[signal] = judge(course[signal], described.largerIsWorse(), blocks, limit);
            }
        }
        return Arrays.equals(next, course) ? this : new Trends(next);
    }

    private static byte judge(byte before, boolean largerIsWorse, double[] blocks, double limit) {
        if (blocks.length < MIN_BLOCKS) {
            return before;
        }
        double sign = largerIsWorse ? 1 : -1;
        double[] worse = new double[blocks.length];
        for (int index = 0; index < blocks.length; index++) {
            worse[index] = sign * blocks[index];
        }
        double z = MannKendall.z(worse);
        if (before == STEADY) {
            boolean crosses = MannKendall.projection(worse, blocks.length) >= sign * limit;
            return z > ENTER_Z && crosses ? WORSENING : STEADY;
        }
        if (z >= LEAVE_Z) {
            return WORSENING;
        }
        return before == CALMING ? STEADY : CALMING;
    }

    private static double limit(Signal signal, double baseline) {
        Limit limit = signal.passes().map(Condition.Comparison::right).orElseThrow();
        return limit.against(baseline);
    }

    /** Means of the filled blocks, oldest first. */
    private static double[] blocks(PlanLayout layout, Ring ring, long openStart, int signal) {
        double[] means = new double[BLOCKS];
        int filled = 0;
        long step = layout.bucketMillis();
        for (int block = BLOCKS; block >= 1; block--) {
            double sum = 0;
            int count = 0;
            for (int inside = 0; inside < BUCKETS_PER_BLOCK; inside++) {
                long start = openStart - (block * (long) BUCKETS_PER_BLOCK - inside) * step;
                @Nullable Bucket bucket = ring.at(start);
                double mean = bucket == null ? Double.NaN : bucket.mean(layout.column(signal));
                if (!Double.isNaN(mean)) {
                    sum += mean;
                    count++;
                }
            }
            if (count > 0) {
                means[filled++] = sum / count;
            }
        }
        return Arrays.copyOf(means, filled);
    }
}
