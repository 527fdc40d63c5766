package dev.kanit.decision.judge;

import dev.kanit.decision.measure.Track;
import dev.kanit.decision.plan.RolloutPlan;
import java.util.Optional;

/**
 * Carries the evidence on, tick by tick. Immutable and shared; all that changes is in {@link
 * JudgeState}. O(1) time and memory per tick and signal; sums run in the plan's order and
 * exponentials are {@link StrictMath}'s, so that replay is bit-identical.
 */
public final class Judge {

    /** Stands for "the canary has no traffic yet". */
    public static final int NO_STAGE = -1;

    private final JudgeLayout layout;

    public Judge(JudgeLayout layout) {
        this.layout = layout;
    }

    /** The judge of a plan; empty when the plan compares nothing with the stable fleet. */
    public static Optional<Judge> of(RolloutPlan plan) {
        return plan.judged() ? Optional.of(new Judge(JudgeLayout.of(plan))) : Optional.empty();
    }

    public JudgeLayout layout() {
        return layout;
    }

    /** Nothing seen yet. */
    public JudgeState start() {
        double[] slots = new double[layout.size()];
        Clock.start(slots);
        TrafficSplit.beginStage(slots);
        for (int signal = 0; signal < layout.signals().size(); signal++) {
            Reading.start(slots, layout.readingAt(signal));
            Judged judged = layout.signals().get(signal);
            if (!judged.counts()) {
                GaugeProcess.start(
                        slots,
                        layout.processAt(signal),
                        JudgeParameters.PRIOR_DEVIATION,
                        JudgeParameters.PRIOR_LEVEL);
            }
            if (judged.mayLeak()) {
                Leak.start(slots, layout.leakAt(signal));
            }
        }
        for (int group = 0; group < layout.groups().size(); group++) {
            GaugeProcess.start(
                    slots,
                    layout.groupAt(group),
                    JudgeParameters.PRIOR_COMPOSITE_DEVIATION,
                    JudgeParameters.PRIOR_LEVEL);
        }
        return new JudgeState(slots);
    }

    /**
     * One tick more.
     *
     * @param stage index of the stage whose weight is in effect, or {@link #NO_STAGE}
     * @param share the canary's ordered share of the traffic, 0 to 1
     */
    public JudgeState next(JudgeState before, Tick tick, int stage, double share) {
        double[] slots = before.slots().clone();
        if (stage != NO_STAGE && stage != slots[Clock.STAGE]) {
            beginStage(slots);
        }
        double onset = Clock.advance(slots, stage, layout.horizonTicks());
        double shadowOnset = 1 / layout.horizonTicks();
        if (stage != NO_STAGE) {
            judgeGroups(slots, tick, onset);
        }
        shadowGroups(slots, tick, shadowOnset);
        for (int signal = 0; signal < layout.signals().size(); signal++) {
            if (layout.signals().get(signal).counts()) {
                counts(slots, signal, tick, stage, onset, shadowOnset, share);
            } else {
                gauge(slots, signal, tick, stage, onset, shadowOnset);
            }
        }
        gate(slots);
        JudgeState next = new JudgeState(slots);
        if (stage == NO_STAGE || Evidence.of(layout, next).againstCanary() <= 1) {
            slots[Clock.CALM] = slots[Clock.ALL];
        }
        return next;
    }

    private void beginStage(double[] slots) {
        TrafficSplit.beginStage(slots);
        boolean first = slots[Clock.TICKS] == 0;
        for (int signal = 0; signal < layout.signals().size(); signal++) {
            Reading.beginStage(slots, layout.readingAt(signal));
            if (first && !layout.signals().get(signal).counts()) {
                GaugeProcess.begin(slots, layout.processAt(signal));
            }
        }
        for (int group = 0; group < layout.groups().size(); group++) {
            Reading.beginStage(slots, layout.groupReadingAt(group));
            if (first) {
                GaugeProcess.begin(slots, layout.groupAt(group));
            }
        }
    }

    private void clearShadow(double[] slots) {
        for (int signal = 0; signal < layout.signals().size(); signal++) {
            if (layout.signals().get(signal).counts()) {
                CountProcess.clearShadow(slots, layout.processAt(signal));
            } else {
                GaugeProcess.clearShadow(slots, layout.processAt(signal));
            }
        }
        for (int group = 0; group < layout.groups().size(); group++) {
            GaugeProcess.clearShadow(slots, layout.groupAt(group));
        }
    }

    private void gauge(
            double[] slots, int signal, Tick tick, int stage, double onset, double shadowOnset) {
        int at = layout.processAt(signal);
        double allowed = layout.signals().get(signal).logAllowed();
        if (stage != NO_STAGE) {
            judgeGauge(slots, signal, tick, onset);
        }
        // The shadow comes second: what the canary is judged by must not know the tick.
        double apart = worse(signal, tick, Track.HALF_A, Track.HALF_B);
        GaugeProcess.shadow(slots, at, apart, allowed, shadowOnset, Pace.SIGNAL);
    }

    private void judgeGauge(double[] slots, int signal, Tick tick, double onset) {
        int at = layout.processAt(signal);
        double allowed = layout.signals().get(signal).logAllowed();
        int reading = layout.readingAt(signal);
        double canary = tick.value(signal, Track.CANARY);
        double baseline = tick.value(signal, Track.BASELINE);
        double worse = worse(signal, tick, Track.CANARY, Track.BASELINE);
        if (!Double.isNaN(worse) && Reading.flat(slots, reading, canary, baseline)) {
            worse = Double.NaN;
        }
        if (!Double.isNaN(worse)) {
            Reading.compared(slots, reading, 0);
        }
        GaugeProcess.judge(slots, at, worse, allowed, onset, Pace.SIGNAL);
        layout.signals()
                .get(signal)
                .comparison()
                .exhaustedAt()
                .ifPresent(
                        level ->
                                Leak.judge(
                                        slots,
                                        layout.leakAt(signal),
                                        canary,
                                        baseline,
                                        level,
                                        layout.tickHours(),
                                        slots[Clock.TICKS]));
    }

    private void counts(
            double[] slots,
            int signal,
            Tick tick,
            int stage,
            double onset,
            double shadowOnset,
            double share) {
        int at = layout.processAt(signal);
        double allowed = 1 + layout.signals().get(signal).comparison().allowed();
        if (stage != NO_STAGE) {
            judgeCounts(slots, signal, tick, onset, share);
        }
        CountProcess.shadow(
                slots,
                at,
                tick.events(signal, Track.HALF_A),
                tick.events(signal, Track.HALF_B),
                allowed,
                shadowOnset);
    }

    private void judgeCounts(double[] slots, int signal, Tick tick, double onset, double share) {
        int at = layout.processAt(signal);
        double allowed = 1 + layout.signals().get(signal).comparison().allowed();
        Events canary = tick.events(signal, Track.CANARY);
        Events baseline = tick.events(signal, Track.BASELINE);
        if (canary.any() && baseline.any()) {
            Reading.compared(slots, layout.readingAt(signal), canary.all());
        }
        CountProcess.judge(slots, at, canary, baseline, allowed, onset);
        // One signal's events stand for the traffic: the first that counts any. A stage's first
        // tick began under the weight before.
        if (signal == firstCount() && slots[Clock.STAGE_TICKS] > 1) {
            TrafficSplit.judge(
                    slots,
                    tick.all(signal, Track.CANARY),
                    tick.all(signal, Track.BASELINE),
                    share,
                    layout.horizonTicks());
        }
    }

    private int firstCount() {
        for (int signal = 0; signal < layout.signals().size(); signal++) {
            if (layout.signals().get(signal).counts()) {
                return signal;
            }
        }
        return -1;
    }

    /** Before the members take the tick in: what they are standardised by must not know it. */
    private void judgeGroups(double[] slots, Tick tick, double onset) {
        for (int group = 0; group < layout.groups().size(); group++) {
            double mean = 0;
            for (int member : layout.groups().get(group)) {
                mean += GaugeProcess.deviation(slots, layout.processAt(member));
            }
            Composite composite = new Composite(mean / layout.groups().get(group).size());
            for (int member : layout.groups().get(group)) {
                boolean flat = Reading.isFlat(slots, layout.readingAt(member));
                composite.addBeyondAllowed(
                        flat ? Double.NaN : worse(member, tick, Track.CANARY, Track.BASELINE),
                        GaugeProcess.deviation(slots, layout.processAt(member)));
            }
            if (!Double.isNaN(composite.value())) {
                Reading.compared(slots, layout.groupReadingAt(group), 0);
            }
            GaugeProcess.judge(
                    slots, layout.groupAt(group), composite.value(), 0, onset, Pace.GROUP);
        }
    }

    private void shadowGroups(double[] slots, Tick tick, double onset) {
        for (int group = 0; group < layout.groups().size(); group++) {
            double mean = 0;
            for (int member : layout.groups().get(group)) {
                mean += GaugeProcess.shadowDeviation(slots, layout.processAt(member));
            }
            Composite composite = new Composite(mean / layout.groups().get(group).size());
            for (int member : layout.groups().get(group)) {
                composite.add(
                        worse(member, tick, Track.HALF_A, Track.HALF_B),
                        GaugeProcess.shadowDeviation(slots, layout.processAt(member)));
            }
            GaugeProcess.shadow(
                    slots,
                    layout.groupAt(group),
                    composite.value(),
                    composite.allowed(),
                    onset,
                    Pace.GROUP);
        }
    }

    /** Signals whose halves disagree may only hold; the combined shadow counts as an alarm. */
    private void gate(double[] slots) {
        double combined = 0;
        for (int signal = 0; signal < layout.signals().size(); signal++) {
            int at = layout.processAt(signal);
            double wealth =
                    layout.signals().get(signal).counts()
                            ? CountProcess.shadowWealth(slots, at)
                            : GaugeProcess.shadowWealth(slots, at);
            combined += layout.weight(signal) * wealth;
            if (Reading.opens(slots, layout.readingAt(signal))) {
                // What was earned while the halves disagreed is no evidence afterwards either.
                clear(slots, signal);
            }
            if (wealth >= JudgeParameters.GATE_AT) {
                Reading.gate(slots, layout.readingAt(signal), layout.dayTicks());
            }
        }
        for (int group = 0; group < layout.groups().size(); group++) {
            double wealth = GaugeProcess.shadowWealth(slots, layout.groupAt(group));
            combined += layout.groupWeight() * wealth;
            if (wealth >= JudgeParameters.GATE_AT) {
                Reading.gate(slots, layout.groupReadingAt(group), layout.dayTicks());
            }
        }
        if (combined >= JudgeParameters.ROLLBACK_AT) {
            slots[Clock.SHADOW_ALARMS] += 1;
            clearShadow(slots);
        }
    }

    private void clear(double[] slots, int signal) {
        if (layout.signals().get(signal).counts()) {
            CountBets.clear(slots, layout.processAt(signal) + CountProcess.BETS);
        } else {
            GaugeBets.clear(slots, layout.processAt(signal) + GaugeProcess.BETS);
        }
    }

    /** Logarithm of the ratio of two tracks, positive for worse; NaN when one has no value. */
    private double worse(int signal, Tick tick, Track suspect, Track reference) {
        Judged judged = layout.signals().get(signal);
        double floor = judged.comparison().floor();
        double over = tick.value(signal, suspect) + floor;
        double under = tick.value(signal, reference) + floor;
        if (!(over > 0 && under > 0)) {
            return Double.NaN;
        }
        double log = StrictMath.log(over / under);
        return judged.largerIsWorse() ? log : -log;
    }
}
