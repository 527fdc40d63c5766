package dev.kanit.decision.judge;

import java.util.ArrayList;
import java.util.List;

/**
 * What the judge holds against one signal, or against a group of them.
 *
 * @param name of the signal or group
 * @param kind what is compared
 * @param evidence of its process; 1 or less is none
 * @param share of all evidence, 0 to 1: how much of it this contributes
 * @param worsening smoothed, against the stable fleet, as a share: 0.1 is 10 % worse; NaN when
 *     unknown, always for a group
 * @param allowed worsening that is no worse than allowed, as a share
 * @param noise standard deviation of a tick's worsening, as a share; NaN for counts
 * @param autocorrelation of that noise from tick to tick, 0 to 1; NaN for counts
 * @param comparedTicks ticks of this stage in which it was compared
 * @param stageTicks ticks of this stage so far
 * @param events of the canary within the stage; -1 for what does not count events
 * @param noticeable the smallest worsening that would have been noticed by now, as a share;
 *     infinite when none would
 * @param standing what to make of it
 */
public record SignalEvidence(
        String name,
        Kind kind,
        double evidence,
        double share,
        double worsening,
        double allowed,
        double noise,
        double autocorrelation,
        long comparedTicks,
        long stageTicks,
        long events,
        double noticeable,
        Standing standing) {

    /** What is compared. */
    public enum Kind {
        RATIO,
        COUNTS,
        GROUP
    }

    /** What to make of the evidence. */
    public enum Standing {
        /** Compared, and nothing against it. */
        CLEAR,
        /** There is evidence against it. */
        WORSE,
        /** The stable halves disagree in it, so it may only hold. */
        GATED,
        /** It stands still while the stable fleet's moves: not a measurement. */
        FLAT,
        /** It grows away from the stable fleet's. */
        LEAKING,
        /** Never compared in this stage. */
        UNJUDGED
    }

    /** All signals in the plan's order, then all groups. */
    public static List<SignalEvidence> all(JudgeLayout layout, JudgeState state) {
        Evidence evidence = Evidence.of(layout, state);
        List<SignalEvidence> all = new ArrayList<>();
        for (int signal = 0; signal < layout.signals().size(); signal++) {
            all.add(signal(layout, state.slots(), evidence, signal));
        }
        for (int group = 0; group < layout.groups().size(); group++) {
            all.add(group(layout, state.slots(), evidence, group));
        }
        return all;
    }

    private static SignalEvidence signal(
            JudgeLayout layout, double[] slots, Evidence evidence, int signal) {
        Judged judged = layout.signals().get(signal);
        int reading = layout.readingAt(signal);
        int at = layout.processAt(signal);
        double wealth = Evidence.wealth(layout, slots, signal) + slots[Clock.TAIL];
        boolean counts = judged.counts();
        return new SignalEvidence(
                judged.name(),
                counts ? Kind.COUNTS : Kind.RATIO,
                wealth,
                layout.weight(signal) * wealth / evidence.againstCanary(),
                counts
                        ? CountProcess.worsening(slots, at)
                        : StrictMath.expm1(slots[at + GaugeProcess.SMOOTHED]),
                judged.comparison().allowed(),
                counts ? Double.NaN : GaugeProcess.deviation(slots, at),
                counts ? Double.NaN : GaugeProcess.phi(slots, at),
                (long) slots[reading + Reading.STAGE_COMPARED],
                (long) slots[Clock.STAGE_TICKS],
                counts ? (long) slots[reading + Reading.STAGE_EVENTS] : -1,
                Forecast.noticeable(layout, slots, signal),
                standing(layout, slots, signal, wealth));
    }

    private static Standing standing(
            JudgeLayout layout, double[] slots, int signal, double wealth) {
        int reading = layout.readingAt(signal);
        if (slots[reading + Reading.STAGE_COMPARED] == 0) {
            return Standing.UNJUDGED;
        }
        if (Evidence.leak(layout, slots, signal) != LeakFinding.NONE) {
            return Standing.LEAKING;
        }
        if (Reading.isFlat(slots, reading)) {
            return Standing.FLAT;
        }
        if (Reading.gated(slots, reading)) {
            return Standing.GATED;
        }
        return wealth >= JudgeParameters.HOLD_AT ? Standing.WORSE : Standing.CLEAR;
    }

    private static SignalEvidence group(
            JudgeLayout layout, double[] slots, Evidence evidence, int group) {
        int at = layout.groupAt(group);
        boolean counts = Evidence.enoughWorse(layout, slots, group);
        int reading = layout.groupReadingAt(group);
        double wealth = GaugeBets.wealth(slots, at + GaugeProcess.BETS) + slots[Clock.TAIL];
        Standing standing =
                slots[reading + Reading.STAGE_COMPARED] == 0
                        ? Standing.UNJUDGED
                        : Reading.gated(slots, reading)
                                ? Standing.GATED
                                : counts && wealth >= JudgeParameters.HOLD_AT
                                        ? Standing.WORSE
                                        : Standing.CLEAR;
        return new SignalEvidence(
                layout.groupNames().get(group),
                Kind.GROUP,
                wealth,
                counts ? layout.groupWeight() * wealth / evidence.againstCanary() : 0,
                Double.NaN,
                JudgeParameters.COMPOSITE_ALLOWED - 1,
                GaugeProcess.deviation(slots, at),
                GaugeProcess.phi(slots, at),
                (long) slots[reading + Reading.STAGE_COMPARED],
                (long) slots[Clock.STAGE_TICKS],
                -1,
                Double.POSITIVE_INFINITY,
                standing);
    }
}
