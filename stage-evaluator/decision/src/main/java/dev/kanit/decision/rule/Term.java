package dev.kanit.decision.rule;

import dev.kanit.decision.measure.Absence;
import dev.kanit.decision.measure.Latest;
import dev.kanit.decision.measure.Measurements;
import dev.kanit.decision.measure.PlanLayout;
import dev.kanit.decision.plan.Condition;
import dev.kanit.decision.plan.Limit;
import dev.kanit.decision.plan.Measure;
import dev.kanit.decision.plan.Signal;

/**
 * One comparison, resolved against a plan's layout.
 *
 * @param source the comparison as the plan has it
 * @param window index into {@link Measurements#windowed}, or -1 for the newest reading
 * @param minSamples events that the newest reading must rest on; 0 for any
 */
public record Term(Condition.Comparison source, int window, long minSamples) {

    static Term resolve(PlanLayout layout, Condition.Comparison comparison) {
        Measure left = comparison.left();
        Signal signal = layout.plan().signals().get(left.signal());
        int window =
                left.function() == Measure.Function.LATEST ? -1 : layout.windowed().indexOf(left);
        return new Term(comparison, window, signal.minSamples());
    }

    /** Index of the signal on the left side. */
    public int signal() {
        return source.left().signal();
    }

    /** The left side's value, in its unit; NaN when unknown. */
    public double value(Measurements measured) {
        return window >= 0 ? measured.windowed(window) : measured.latest().canary(signal());
    }

    /** The right side's value; NaN when it needs a baseline that is unknown. */
    public double limit(Measurements measured) {
        return source.right().against(measured.baseline(signal()));
    }

    /** Whether the newest reading rests on too few events. */
    public boolean lowVolume(Measurements measured) {
        if (minSamples == 0) {
            return false;
        }
        long samples = measured.latest().samples(signal());
        return samples != Latest.NONE && samples < minSamples;
    }

    /**
     * Whether canary and stable fleet both meet the comparison, the canary no more than is allowed.
     * Known only of signals that the plan compares: the absolute rates of fleets of different size
     * say nothing of one another.
     */
    boolean sharedWithBaseline(Measurements measured, Signal signal) {
        double baseline = measured.latest().baseline(signal());
        if (window >= 0
                || signal.comparison().isEmpty()
                || !(source.right() instanceof Limit.Fixed(double limit))
                || Double.isNaN(baseline)
                || judge(measured) != Truth.HOLDS
                || !source.comparator().holds(baseline, limit)) {
            return false;
        }
        double allowed = 1 + signal.comparison().get().allowed();
        double canary = value(measured);
        return source.comparator().wantsMore()
                ? canary <= baseline * allowed
                : canary >= baseline / allowed;
    }

    /** Unjudged without a usable reading, a baseline where one is needed, or enough events. */
    public Truth judge(Measurements measured) {
        if (measured.latest().absence(signal()) != Absence.PRESENT || lowVolume(measured)) {
            return Truth.UNJUDGED;
        }
        double value = value(measured);
        double limit = limit(measured);
        if (Double.isNaN(value) || Double.isNaN(limit)) {
            return Truth.UNJUDGED;
        }
        return source.comparator().holds(value, limit) ? Truth.HOLDS : Truth.CLEAR;
    }
}
