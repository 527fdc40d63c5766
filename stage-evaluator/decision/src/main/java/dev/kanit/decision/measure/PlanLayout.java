package dev.kanit.decision.measure;

import dev.kanit.decision.plan.Condition;
import dev.kanit.decision.plan.Measure;
import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.decision.plan.Signal;
import dev.kanit.decision.plan.Trigger;
import java.util.ArrayList;
import java.util.List;

/**
 * What a plan needs kept, worked out once: which signals have history, how long, and which windowed
 * measures are asked for.
 */
public final class PlanLayout {

    /** A reading older than this many intervals is not known any more. */
    public static final int STALE_INTERVALS = 3;

    private final RolloutPlan plan;
    private final int[] column;
    private final int columns;
    private final int ringSize;
    private final List<Measure> windowed;
    private final long intervalMillis;
    private final long bucketMillis;

    public PlanLayout(RolloutPlan plan) {
        this.plan = plan;
        this.intervalMillis = plan.interval().toMillis();
        this.bucketMillis = plan.bucket().toMillis();
        this.windowed = windowedMeasures(plan);
        this.column = new int[plan.signals().size()];
        int next = 0;
        for (int signal = 0; signal < column.length; signal++) {
            column[signal] = needsHistory(signal) ? next++ : -1;
        }
        this.columns = next;
        this.ringSize = neededSlots();
    }

    public RolloutPlan plan() {
        return plan;
    }

    public int signals() {
        return column.length;
    }

    /** Column of a signal within a bucket, or -1 when no history of it is kept. */
    public int column(int signal) {
        return column[signal];
    }

    public int columns() {
        return columns;
    }

    private int neededSlots() {
        int size = Trends.BLOCKS * Trends.BUCKETS_PER_BLOCK;
        for (Measure measure : windowed) {
            size = Math.max(size, buckets(measure));
        }
        if (size > RolloutPlan.MAX_BUCKETS) {
            throw new IllegalArgumentException(
                    "window: "
                            + size
                            + " buckets (expected: at most "
                            + RolloutPlan.MAX_BUCKETS
                            + ")");
        }
        return size;
    }

    /** Closed buckets kept; at most {@link RolloutPlan#MAX_BUCKETS}. */
    public int ringSize() {
        return ringSize;
    }

    /** The distinct windowed measures, in the order in which the triggers name them. */
    public List<Measure> windowed() {
        return windowed;
    }

    public long intervalMillis() {
        return intervalMillis;
    }

    public long bucketMillis() {
        return bucketMillis;
    }

    /** After this long without a reading its value counts as unknown. */
    public long staleAfterMillis() {
        return STALE_INTERVALS * intervalMillis;
    }

    /** Buckets that a measure's window spans, rounded up. */
    int buckets(Measure measure) {
        return (int) Math.ceilDiv(measure.window().toMillis(), bucketMillis);
    }

    private boolean needsHistory(int signal) {
        Signal described = plan.signals().get(signal);
        return described.golden()
                || windowed.stream().anyMatch(measure -> measure.signal() == signal);
    }

    private static List<Measure> windowedMeasures(RolloutPlan plan) {
        List<Measure> found = new ArrayList<>();
        for (Trigger trigger : plan.triggers()) {
            for (Condition condition : trigger.when()) {
                for (Condition.Comparison comparison : comparisons(condition)) {
                    Measure left = comparison.left();
                    if (left.function() != Measure.Function.LATEST && !found.contains(left)) {
                        found.add(left);
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    private static List<Condition.Comparison> comparisons(Condition condition) {
        return switch (condition) {
            case Condition.Comparison comparison -> List.of(comparison);
            case Condition.AnyOf(List<Condition.Comparison> alternatives) -> alternatives;
        };
    }
}
