package dev.kanit.decision.explain;

import dev.kanit.decision.plan.Condition;
import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.decision.plan.Signal;
import dev.kanit.decision.plan.Stage;
import dev.kanit.decision.plan.Trigger;
import dev.kanit.decision.rollout.Phase;
import dev.kanit.decision.rollout.RitualEvent;
import dev.kanit.decision.rollout.RolloutEvent;
import dev.kanit.decision.rollout.RolloutState;
import dev.kanit.decision.rule.Reason;
import dev.kanit.decision.rule.Term;
import java.util.ArrayList;
import java.util.List;

/**
 * One sentence for people: what was decided and why, with values, limits and the plan's version.
 */
public final class Narrator {

    private static final int DIGEST_SHOWN = 8;

    private Narrator() {}

    /**
     * @param state the state right after {@code event}
     */
    public static String sentence(RolloutState state, RolloutEvent.Decision event) {
        return what(state, event)
                + " [plan "
                + version(state.plan())
                + (state.plan().judged() ? "]" : "; not compared with the stable fleet]");
    }

    private static String what(RolloutState state, RolloutEvent.Decision event) {
        RolloutPlan plan = state.plan();
        String stage = where(state);
        return switch (event) {
            case RolloutEvent.RolloutStarted started ->
                    "Start "
                            + plan.service()
                            + " "
                            + plan.from()
                            + " → "
                            + plan.to()
                            + " for "
                            + started.by()
                            + NightText.freeze(plan);
            case RolloutEvent.StageEntered entered ->
                    "Enter " + stage(plan, entered.stage()) + ": weight ordered";
            case RolloutEvent.StageBegan _ -> "Weight of " + stage + " is in effect";
            case RolloutEvent.StagePassed passed ->
                    stage(plan, passed.stage())
                            + " passed: "
                            + state.rules().golden().size()
                            + "/"
                            + state.rules().golden().size()
                            + " signals pass";
            case RolloutEvent.RolloutHeld held ->
                    "HOLD at "
                            + stage
                            + ": "
                            + why(state, held.reasons(), held.trigger(), held.by())
                            + (held.detail().isEmpty() ? "" : " (" + held.detail() + ")");
            case RolloutEvent.HoldReleased released ->
                    released.remaining().isEmpty()
                            ? "Hold ends at " + stage + by(released.by())
                            : "Hold goes on at " + stage + ": " + names(released.remaining());
            case RolloutEvent.RollbackRecommended recommended ->
                    "ROLLBACK recommended at "
                            + stage
                            + ": "
                            + failing(state, recommended.failing())
                            + "; carried out without an answer within "
                            + Show.duration(recommended.deadlineMillis() - event.atMillis());
            case RolloutEvent.RecommendationWithdrawn _ ->
                    "Recommendation withdrawn at " + stage + ": all signals pass again";
            case RolloutEvent.RollbackOrdered ordered ->
                    "ROLLBACK to "
                            + plan.from()
                            + " at "
                            + stage
                            + ": "
                            + why(
                                    state,
                                    List.of(ordered.reason()),
                                    ordered.trigger(),
                                    ordered.by());
            case RolloutEvent.RolloutRolledBack done ->
                    "Rolled back to " + plan.from() + ": " + done.detail();
            case RolloutEvent.RollbackMissed missed ->
                    "ROLLBACK FAILED (" + missed.reason() + "): " + missed.detail();
            case RolloutEvent.MitigationOrdered ordered ->
                    "Mitigate at "
                            + stage
                            + ": set "
                            + ordered.settings()
                            + ", "
                            + trigger(state, ordered.trigger());
            case RolloutEvent.AlertRaised raised ->
                    "Alert at " + stage + ": " + trigger(state, raised.trigger());
            case RolloutEvent.RolloutPromoted _ ->
                    plan.to() + " passed all stages; watched for " + watch(plan);
            case RolloutEvent.RolloutCompleted _ ->
                    plan.to() + " is the stable version" + NightText.freezeEnds(plan);
            case RolloutEvent.CommandTaken taken ->
                    taken.by()
                            + " takes command"
                            + (taken.before().isEmpty() ? "" : " from " + taken.before());
            case RitualEvent ritual -> RitualText.of(state, ritual);
            case RolloutEvent.NoteTaken note -> "Parking lot, " + note.by() + ": " + note.text();
            case RolloutEvent.InputRejected rejected ->
                    "Rejected ("
                            + rejected.reason()
                            + ")"
                            + by(rejected.by())
                            + ": "
                            + rejected.detail();
        };
    }

    private static String why(RolloutState state, List<Reason> reasons, int trigger, String by) {
        if (trigger >= 0) {
            return trigger(state, trigger);
        }
        List<String> parts = new ArrayList<>();
        for (Reason reason : reasons) {
            parts.add(
                    switch (reason) {
                        case PERSON -> "asked for" + by(by);
                        case NO_ANSWER -> "no answer to the recommendation; " + failing(state, ~0L);
                        case NIGHT_CRITICAL, BURN_RATE, NIGHT_TOTAL ->
                                reason + ": " + NightText.broken(state, reason);
                        case TREND_WORSENING -> "worsening steadily: " + worsening(state);
                        case NO_DATA,
                                CANARY_SILENT,
                                NOT_A_NUMBER,
                                OUT_OF_RANGE,
                                STALE,
                                PROVIDER_DOWN,
                                TIMED_OUT ->
                                reason + ": " + missing(state, reason);
                        case NO_TRAFFIC -> reason + ": " + traffic(state);
                        case COLLECTOR_SILENT -> reason + ": no snapshot for " + silence(state);
                        case LOW_VOLUME -> reason + ": " + verdicts(state, "LOW_VOLUME");
                        case NO_BASELINE -> reason + ": " + verdicts(state, "NO_BASELINE");
                        case EVIDENCE_AGAINST_CANARY -> reason + ": " + JudgeText.against(state);
                        case RESOURCE_LEAK -> reason + ": " + JudgeText.leaking(state);
                        case NOT_ENOUGH_EVIDENCE -> reason + ": " + JudgeText.wanting(state);
                        case TRAFFIC_SPLIT ->
                                reason
                                        + ": the canary does not get its share of "
                                        + state.plan().stages().get(state.phase().stage()).name();
                        case SHARED_INCIDENT ->
                                reason
                                        + ": the stable fleet breaks the limit too; "
                                        + shared(state);
                        default -> reason.name();
                    });
        }
        return String.join("; ", parts);
    }

    private static String trigger(RolloutState state, int index) {
        Trigger trigger = state.rules().triggers().get(index).trigger();
        List<String> terms = new ArrayList<>();
        for (List<Term> group : state.rules().triggers().get(index).anyOf()) {
            terms.add(String.join(" or ", group.stream().map(one -> term(state, one)).toList()));
        }
        return trigger.name()
                + " ("
                + String.join(" and ", terms)
                + ", for "
                + Show.duration(trigger.forAtLeast().toMillis())
                + ")";
    }

    /** Triggers whose conditions hold on the stable fleet too, whatever signals they look at. */
    private static String shared(RolloutState state) {
        List<String> parts = new ArrayList<>();
        for (int index = 0; index < state.rules().triggers().size(); index++) {
            if (state.rules().sharedByBaseline(state.measured(), index)) {
                parts.add(trigger(state, index));
            }
        }
        return String.join("; ", parts);
    }

    /** {@code api_p95 431ms > 400ms}, with samples and baseline where they are known. */
    private static String term(RolloutState state, Term term) {
        var unit = Looks.unit(state, term.source().left());
        Signal signal = state.plan().signals().get(term.signal());
        String function = term.source().left().function().spelling();
        String window =
                term.window() < 0
                        ? ""
                        : " over " + Show.duration(term.source().left().window().toMillis());
        long samples = state.measured().latest().samples(term.signal());
        double baseline = state.measured().baseline(term.signal());
        return (function.isEmpty() ? "" : function + " of ")
                + signal.name()
                + window
                + " "
                + Show.value(term.value(state.measured()), unit)
                + " "
                + term.source().comparator().symbol()
                + " "
                + Show.value(term.limit(state.measured()), unit)
                + (samples < 0 ? "" : ", " + samples + " samples")
                + (Double.isNaN(baseline) || term.window() >= 0
                        ? ""
                        : ", baseline " + Show.value(baseline, signal.unit()));
    }

    private static String failing(RolloutState state, long mask) {
        List<String> parts = new ArrayList<>();
        for (Term term : state.rules().golden()) {
            boolean asked = (mask & (1L << term.signal())) != 0;
            if (asked && Looks.signal(state, term).verdict().equals("FAIL")) {
                parts.add(against(state, term));
            }
        }
        return parts.isEmpty() ? "signals unsteady" : String.join("; ", parts);
    }

    private static String against(RolloutState state, Term term) {
        Signal signal = state.plan().signals().get(term.signal());
        SignalLook look = Looks.signal(state, term);
        return signal.name()
                + " "
                + Show.value(look.value(), signal.unit())
                + " (passes "
                + look.limit()
                + (look.samples() < 0 ? "" : ", " + look.samples() + " samples")
                + (Double.isNaN(look.baseline())
                        ? ""
                        : ", baseline " + Show.value(look.baseline(), signal.unit()))
                + ")";
    }

    private static String worsening(RolloutState state) {
        List<String> parts = new ArrayList<>();
        for (Term term : state.rules().golden()) {
            if (state.measured().trends().worsening(term.signal())) {
                parts.add(against(state, term));
            }
        }
        return String.join("; ", parts);
    }

    private static String verdicts(RolloutState state, String verdict) {
        List<String> parts = new ArrayList<>();
        for (Term term : state.rules().golden()) {
            if (Looks.signal(state, term).verdict().equals(verdict)) {
                long least = state.plan().signals().get(term.signal()).minSamples();
                parts.add(against(state, term) + (least == 0 ? "" : " of at least " + least));
            }
        }
        return String.join("; ", parts);
    }

    private static String missing(RolloutState state, Reason reason) {
        List<String> parts = new ArrayList<>();
        for (int signal = 0; signal < state.plan().signals().size(); signal++) {
            if (state.measured().latest().absence(signal).name().equals(reason.name())) {
                parts.add(gap(state, signal));
            }
        }
        return String.join("; ", parts);
    }

    /** A golden signal with its limit; one that only triggers look at by its name. */
    private static String gap(RolloutState state, int signal) {
        for (Term term : state.rules().golden()) {
            if (term.signal() == signal) {
                return against(state, term);
            }
        }
        return state.plan().signals().get(signal).name();
    }

    private static String traffic(RolloutState state) {
        List<String> parts = new ArrayList<>();
        for (Condition.Comparison condition : state.rules().traffic()) {
            Signal signal = state.plan().signals().get(condition.left().signal());
            double value = state.measured().latest().canary(condition.left().signal());
            parts.add(
                    signal.name()
                            + " "
                            + Show.value(value, signal.unit())
                            + " (needs "
                            + condition.text()
                            + ")");
        }
        return String.join("; ", parts);
    }

    private static String silence(RolloutState state) {
        return Show.duration(
                state.counters().clockMillis() - state.measured().latest().takenAtMillis());
    }

    private static String names(List<Reason> reasons) {
        return String.join(", ", reasons.stream().map(Reason::name).toList());
    }

    private static String by(String person) {
        return person.isEmpty() ? "" : " by " + person;
    }

    /** The stage, or what comes before the first. */
    static String where(RolloutState state) {
        return state.phase() instanceof Phase.Preparing
                ? "preparation"
                : stage(state.plan(), state.phase().stage());
    }

    private static String stage(RolloutPlan plan, int index) {
        Stage stage = plan.stages().get(index);
        return "stage " + (index + 1) + " (" + stage.name() + ")";
    }

    private static String watch(RolloutPlan plan) {
        return Show.duration(plan.watch().toMillis());
    }

    private static String version(RolloutPlan plan) {
        String digest = plan.digest();
        return plan.name() + "@" + digest.substring(0, Math.min(DIGEST_SHOWN, digest.length()));
    }
}
