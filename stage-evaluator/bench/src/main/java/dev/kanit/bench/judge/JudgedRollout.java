package dev.kanit.bench.judge;

import dev.kanit.bench.judge.trace.Trace;
import dev.kanit.bench.judge.trace.TraceSet;
import dev.kanit.decision.judge.Evidence;
import dev.kanit.decision.judge.Judge;
import dev.kanit.decision.judge.JudgeLayout;
import dev.kanit.decision.judge.JudgeState;
import dev.kanit.decision.judge.Judged;
import dev.kanit.decision.plan.BaselineComparison;
import dev.kanit.decision.plan.BaselineComparison.Compare;
import dev.kanit.decision.plan.SignalGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One trace as our judge decided it, with the plan's defaults: 10 % of worsening allowed, a group
 * of all gauges, one stage.
 *
 * @param rolledBackAt tick of the rollback, or {@link #NEVER}
 * @param held whether it was held, or rolled back
 * @param wanting whether signals were wanting at the end; true after a rollback
 * @param log the decisions, and the bits of the last evidence
 */
record JudgedRollout(int rolledBackAt, boolean held, boolean wanting, String log) {

    static final int NEVER = -1;

    private static final double ALLOWED = 0.1;

    /** The judge of all traces. */
    static Judge judge() {
        List<Judged> signals = new ArrayList<>();
        signals.add(new Judged(0, "errors", true, comparison(Compare.COUNTS)));
        List<Integer> members = new ArrayList<>();
        for (int gauge = 1; gauge <= TraceSet.GAUGES; gauge++) {
            members.add(gauge);
            signals.add(new Judged(gauge, "gauge" + gauge, true, comparison(Compare.RATIO)));
        }
        return new Judge(
                new JudgeLayout(
                        signals,
                        List.of(new SignalGroup("all", members)),
                        Trace.TICKS,
                        Duration.ofSeconds(10)));
    }

    private static BaselineComparison comparison(Compare compare) {
        return new BaselineComparison(compare, ALLOWED, 0, 0, OptionalDouble.empty());
    }

    /** Judges a trace until its rollback or its end. */
    static JudgedRollout of(Judge judge, Trace trace, double share) {
        JudgeState state = judge.start();
        for (int tick = -Trace.HISTORY; tick < 0; tick++) {
            state = judge.next(state, trace.tick(tick), Judge.NO_STAGE, share);
        }
        StringBuilder log = new StringBuilder();
        boolean holding = false;
        boolean held = false;
        Evidence evidence = Evidence.of(judge.layout(), state);
        for (int tick = 0; tick < Trace.TICKS; tick++) {
            state = judge.next(state, trace.tick(tick), 0, share);
            evidence = Evidence.of(judge.layout(), state);
            if (evidence.speaksForRollback()) {
                return new JudgedRollout(
                        tick, true, true, log + " ROLLBACK@" + tick + bits(evidence));
            }
            if (!holding && evidence.speaksForHold()) {
                holding = true;
                held = true;
                log.append(" HOLD@").append(tick);
            } else if (holding && evidence.hasFaded()) {
                holding = false;
                log.append(" RELEASE@").append(tick);
            }
        }
        boolean wanting = !Evidence.wanting(judge.layout(), state, Trace.TICKS).isEmpty();
        return new JudgedRollout(NEVER, held, wanting, log + bits(evidence));
    }

    private static String bits(Evidence evidence) {
        return " " + Long.toHexString(Double.doubleToLongBits(evidence.againstCanary()));
    }
}
