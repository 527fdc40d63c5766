package dev.kanit.decision.explain;

import dev.kanit.decision.measure.Absence;
import dev.kanit.decision.measure.Measurements;
import dev.kanit.decision.plan.Measure;
import dev.kanit.decision.plan.Unit;
import dev.kanit.decision.rollout.NightFinding;
import dev.kanit.decision.rollout.RolloutState;
import dev.kanit.decision.rule.Streaks;
import dev.kanit.decision.rule.Term;
import dev.kanit.decision.rule.TriggerRule;
import dev.kanit.decision.rule.Truth;
import java.util.ArrayList;
import java.util.List;

/** Every condition as it stood: what an auditor compares a decision with. */
public final class Looks {

    /** Stands where triggers have their name, for what the first night is watched for. */
    public static final String NIGHT = "night";

    private Looks() {}

    /** One per golden signal, in the plan's order. */
    public static List<SignalLook> signals(RolloutState state) {
        List<SignalLook> looks = new ArrayList<>();
        for (Term term : state.rules().golden()) {
            looks.add(signal(state, term));
        }
        return looks;
    }

    /** One per condition of every trigger, in the plan's order; then those of the night. */
    public static List<ConditionLook> conditions(RolloutState state) {
        List<ConditionLook> looks = new ArrayList<>();
        List<TriggerRule> triggers = state.rules().triggers();
        for (int index = 0; index < triggers.size(); index++) {
            for (List<Term> terms : triggers.get(index).anyOf()) {
                for (Term term : terms) {
                    looks.add(condition(state, index, term));
                }
            }
        }
        for (NightFinding finding : NightFinding.of(state)) {
            looks.add(night(finding));
        }
        return looks;
    }

    private static ConditionLook night(NightFinding finding) {
        return new ConditionLook(
                NIGHT,
                finding.condition(),
                finding.value(),
                finding.limit(),
                finding.unit(),
                finding.windowMillis(),
                -1,
                Double.NaN,
                0,
                switch (finding.truth()) {
                    case HOLDS -> Truth.CLEAR.name();
                    case CLEAR -> "FIRED";
                    case UNJUDGED -> Truth.UNJUDGED.name();
                });
    }

    static SignalLook signal(RolloutState state, Term term) {
        Measurements measured = state.measured();
        var signal = state.plan().signals().get(term.signal());
        return new SignalLook(
                signal.name(),
                measured.latest().canary(term.signal()),
                signal.unit().symbol(),
                term.source().text(),
                measured.baseline(term.signal()),
                measured.latest().samples(term.signal()),
                verdict(measured, term));
    }

    private static String verdict(Measurements measured, Term term) {
        return switch (term.judge(measured)) {
            case HOLDS -> "PASS";
            case CLEAR -> "FAIL";
            case UNJUDGED -> {
                Absence absence = measured.latest().absence(term.signal());
                yield absence != Absence.PRESENT
                        ? absence.name()
                        : term.lowVolume(measured) ? "LOW_VOLUME" : "NO_BASELINE";
            }
        };
    }

    private static ConditionLook condition(RolloutState state, int trigger, Term term) {
        Measurements measured = state.measured();
        Streaks streaks = state.observation().streaks();
        Measure left = term.source().left();
        boolean holding = streaks.sinceMillis(trigger) != Streaks.NONE;
        long held = holding ? streaks.lastMillis(trigger) - streaks.sinceMillis(trigger) : 0;
        return new ConditionLook(
                state.rules().triggers().get(trigger).trigger().name(),
                term.source().text(),
                term.value(measured),
                term.limit(measured),
                unit(state, left).symbol(),
                left.window().toMillis(),
                measured.latest().samples(term.signal()),
                measured.baseline(term.signal()),
                held,
                verdict(streaks.fired(trigger), holding, term.judge(measured)));
    }

    /** The unit of a measure: a slope is per second. */
    static Unit unit(RolloutState state, Measure measure) {
        Unit own = state.plan().signals().get(measure.signal()).unit();
        return measure.function() == Measure.Function.SLOPE ? own.perSecond() : own;
    }

    private static String verdict(boolean fired, boolean inWindow, Truth truth) {
        if (fired) {
            return "FIRED";
        }
        // A trigger that still waits for its time is not judged yet, whatever its conditions say.
        return inWindow ? Truth.UNJUDGED.name() : truth.name();
    }
}
