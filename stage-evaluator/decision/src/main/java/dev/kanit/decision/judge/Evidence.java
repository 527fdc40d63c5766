package dev.kanit.decision.judge;

import java.util.ArrayList;
import java.util.List;

/**
 * What the judge's state says, read out. Evidence of 1 is none; of 100 against a canary that is no
 * worse than allowed, chance produces in one rollout of a hundred at most, however often one looks.
 *
 * @param againstCanary all signals together; 0 or more
 * @param forRollback the same without signals that may only hold
 * @param trafficSplit whether the canary's share of the traffic is not the ordered one
 * @param leak the worst leak of any signal
 * @param falseAlarms rollbacks that the stable halves alone would have caused per planned length of
 *     a rollout, with one of each kind added (Laplace): an estimate for this service
 */
public record Evidence(
        double againstCanary,
        double forRollback,
        boolean trafficSplit,
        LeakFinding leak,
        double falseAlarms) {

    /** From here on it holds, and from here on it rolls back. */
    public static final double HOLD_AT = JudgeParameters.HOLD_AT;

    public static final double ROLLBACK_AT = JudgeParameters.ROLLBACK_AT;

    private static final double LOG_MEMBER_WORSE = StrictMath.log(JudgeParameters.MEMBER_WORSE);

    public static Evidence of(JudgeLayout layout, JudgeState state) {
        double[] slots = state.slots();
        double tail = slots[Clock.TAIL];
        double all = 0;
        double ungated = 0;
        LeakFinding leak = LeakFinding.NONE;
        for (int signal = 0; signal < layout.signals().size(); signal++) {
            double share = layout.weight(signal) * (wealth(layout, slots, signal) + tail);
            all += share;
            ungated += Reading.gated(slots, layout.readingAt(signal)) ? 0 : share;
            LeakFinding found = leak(layout, slots, signal);
            leak = found.compareTo(leak) > 0 ? found : leak;
        }
        for (int group = 0; group < layout.groups().size(); group++) {
            if (enoughWorse(layout, slots, group)) {
                double wealth = GaugeBets.wealth(slots, layout.groupAt(group) + GaugeProcess.BETS);
                double share = layout.groupWeight() * (wealth + tail);
                all += share;
                ungated += Reading.gated(slots, layout.groupReadingAt(group)) ? 0 : share;
            }
        }
        return new Evidence(
                all, ungated, TrafficSplit.mismatch(slots), leak, falseAlarms(layout, slots));
    }

    private static double falseAlarms(JudgeLayout layout, double[] slots) {
        double lengths = slots[Clock.ALL] / layout.horizonTicks();
        return (1 + slots[Clock.SHADOW_ALARMS])
                / (2 + Math.max(slots[Clock.SHADOW_ALARMS], lengths));
    }

    /** Whether a hold for the traffic's split may end. */
    public static boolean trafficSettled(JudgeState state) {
        return TrafficSplit.settled(state.slots());
    }

    /** Whether it speaks for rolling the canary back. */
    public boolean speaksForRollback() {
        return forRollback >= JudgeParameters.ROLLBACK_AT;
    }

    /** Whether it is too much to go on. */
    public boolean speaksForHold() {
        return againstCanary >= JudgeParameters.HOLD_AT;
    }

    /** Whether a hold for evidence may end. */
    public boolean hasFaded() {
        return againstCanary < JudgeParameters.RELEASE_BELOW;
    }

    /**
     * Signals that the stage has compared in too few ticks, or that had fewer events than the plan
     * wants. The plan's optional ones may be absent.
     *
     * @param stageTicks planned length of the stage in ticks
     */
    public static List<String> wanting(JudgeLayout layout, JudgeState state, double stageTicks) {
        List<String> wanting = new ArrayList<>();
        double[] slots = state.slots();
        for (int signal = 0; signal < layout.signals().size(); signal++) {
            Judged judged = layout.signals().get(signal);
            int at = layout.readingAt(signal);
            boolean covered =
                    slots[at + Reading.STAGE_COMPARED] >= JudgeParameters.COVERAGE * stageTicks;
            boolean enough = slots[at + Reading.STAGE_EVENTS] >= judged.comparison().minEvents();
            if (!judged.optional() && (!covered || (judged.counts() && !enough))) {
                wanting.add(judged.name());
            }
        }
        return wanting;
    }

    static boolean enoughWorse(JudgeLayout layout, double[] slots, int group) {
        return worseMembers(layout, slots, group)
                >= Math.max(
                        JudgeParameters.LEAST_MEMBERS,
                        Math.ceilDiv(layout.groups().get(group).size(), 3));
    }

    static int worseMembers(JudgeLayout layout, double[] slots, int group) {
        int worse = 0;
        for (int member : layout.groups().get(group)) {
            double smoothed = slots[layout.processAt(member) + GaugeProcess.SMOOTHED];
            worse += smoothed > LOG_MEMBER_WORSE ? 1 : 0;
        }
        return worse;
    }

    static double wealth(JudgeLayout layout, double[] slots, int signal) {
        int at = layout.processAt(signal);
        return layout.signals().get(signal).counts()
                ? CountBets.wealth(slots, at + CountProcess.BETS)
                : GaugeBets.wealth(slots, at + GaugeProcess.BETS);
    }

    static LeakFinding leak(JudgeLayout layout, double[] slots, int signal) {
        Judged judged = layout.signals().get(signal);
        return judged.mayLeak()
                ? Leak.finding(
                        slots,
                        layout.leakAt(signal),
                        judged.comparison().exhaustedAt().getAsDouble(),
                        layout.tickHours(),
                        layout.horizonTicks())
                : LeakFinding.NONE;
    }
}
