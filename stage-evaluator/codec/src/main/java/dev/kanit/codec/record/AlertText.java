package dev.kanit.codec.record;

import dev.kanit.decision.explain.ConditionLook;
import dev.kanit.decision.explain.Looks;
import dev.kanit.decision.explain.Show;
import dev.kanit.decision.explain.SignalLook;
import dev.kanit.decision.plan.Unit;
import dev.kanit.decision.rollout.RolloutEvent;
import dev.kanit.decision.rollout.RolloutState;
import dev.kanit.wire.RolloutDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an alert says, the same on every channel: the first line what happened and what is being
 * done, for somebody who has just been woken; below it every number that the decision rests on.
 */
final class AlertText {

    /** Lines of a kind; a page is read, not searched. The decision holds them all. */
    private static final int MAX_LINES = 12;

    /** Characters of one line, about: a plan may spell long names. */
    private static final int MAX_LINE_LENGTH = 400;

    private static final int DIGEST_SHOWN = 8;

    private AlertText() {}

    /** One line: {@code spark at 5%: ROLLBACK ORDERED (http-5xx-critical): traffic goes back …}. */
    static String title(RolloutState state, RolloutEvent.Decision event, RolloutDecision decision) {
        String why =
                decision.getTrigger() != null
                        ? decision.getTrigger()
                        : String.join(", ", decision.getReasons());
        return cut(
                state.plan().service()
                        + " at "
                        + decision.getStageName()
                        + ": "
                        + decision.getKind().name().replace('_', ' ')
                        + (why.isEmpty() ? "" : " (" + why + ")")
                        + "; "
                        + done(state, event));
    }

    /** The sentence of the decision, then where the rollout stands and every number. */
    static String message(RolloutState state, RolloutDecision decision) {
        List<String> lines = new ArrayList<>();
        lines.add(decision.getSummary());
        lines.add(standing(state));
        lines.add(plan(state));
        fired(state, lines);
        failing(state, lines);
        return String.join("\n", lines);
    }

    /** Where the rollout stands, and who commands. */
    static String standing(RolloutState state) {
        var stage = state.plan().stages().get(state.phase().stage());
        String commander = state.authority().commander();
        return "Stage %d of %d (%s), canary weight %s%%, phase %s; commander: %s"
                .formatted(
                        state.phase().stage() + 1,
                        state.plan().stages().size(),
                        stage.name(),
                        Show.number(stage.weight().percent()),
                        DecisionRecords.phase(state.phase()),
                        commander.isEmpty() ? "nobody" : commander);
    }

    /** What is rolled out by which plan. */
    static String plan(RolloutState state) {
        String digest = state.plan().digest();
        return "%s %s → %s, plan %s@%s, rollout %s"
                .formatted(
                        state.plan().service(),
                        state.plan().from(),
                        state.plan().to(),
                        state.plan().name(),
                        digest.substring(0, Math.min(DIGEST_SHOWN, digest.length())),
                        state.id());
    }

    private static String done(RolloutState state, RolloutEvent.Decision event) {
        String from = state.plan().from();
        return switch (event) {
            case RolloutEvent.RolloutHeld _ -> "it stays at this stage";
            case RolloutEvent.HoldReleased released ->
                    released.remaining().isEmpty() ? "the rollout goes on" : "it stays held";
            case RolloutEvent.RollbackRecommended it ->
                    "rolled back in "
                            + Show.duration(it.deadlineMillis() - event.atMillis())
                            + " unless the commander answers";
            case RolloutEvent.RecommendationWithdrawn _ -> "no rollback is asked for any more";
            case RolloutEvent.RollbackOrdered _ -> "traffic goes back to " + from + " now";
            case RolloutEvent.RolloutRolledBack _ -> from + " has all traffic again";
            case RolloutEvent.RollbackMissed _ ->
                    "the canary may still have traffic, a person must act";
            case RolloutEvent.MitigationOrdered _ -> "a countermove is being made";
            case RolloutEvent.AlertRaised _ -> "the alert changes nothing by itself";
            case RolloutEvent.RolloutPromoted _ -> "it is watched on";
            case RolloutEvent.RolloutCompleted _ -> state.plan().to() + " is the stable version";
            default -> "see the rollout";
        };
    }

    private static void fired(RolloutState state, List<String> lines) {
        int told = 0;
        for (ConditionLook look : Looks.conditions(state)) {
            if (look.verdict().equals("FIRED") && told++ < MAX_LINES) {
                lines.add(cut(condition(look)));
            }
        }
        more(told, "conditions", lines);
    }

    private static void failing(RolloutState state, List<String> lines) {
        int told = 0;
        for (SignalLook look : Looks.signals(state)) {
            if (!look.verdict().equals("PASS") && told++ < MAX_LINES) {
                lines.add(cut(signal(look)));
            }
        }
        more(told, "signals", lines);
    }

    private static void more(int told, String what, List<String> lines) {
        if (told > MAX_LINES) {
            lines.add("(" + (told - MAX_LINES) + " more " + what + ", see the rollout)");
        }
    }

    private static String condition(ConditionLook look) {
        return "rule %s: %s; value %s, limit %s, window %s, samples %s, baseline %s, held for %s"
                .formatted(
                        look.rule(),
                        look.condition(),
                        show(look.value(), look.unit()),
                        show(look.limit(), look.unit()),
                        look.windowMillis() == 0 ? "newest" : Show.duration(look.windowMillis()),
                        samples(look.samples()),
                        show(look.baseline(), look.unit()),
                        Show.duration(look.heldMillis()));
    }

    private static String signal(SignalLook look) {
        return "signal %s: %s; value %s, passes %s, window newest, samples %s, baseline %s"
                .formatted(
                        look.signal(),
                        look.verdict(),
                        show(look.value(), look.unit()),
                        look.limit(),
                        samples(look.samples()),
                        show(look.baseline(), look.unit()));
    }

    private static String show(double value, String unit) {
        return Unit.parse(unit)
                .map(it -> Show.value(value, it))
                .orElseGet(() -> (Show.number(value) + " " + unit).toLowerCase(Locale.ROOT));
    }

    private static String samples(long samples) {
        return samples < 0 ? "not counted" : Long.toString(samples);
    }

    private static String cut(String line) {
        return line.length() <= MAX_LINE_LENGTH
                ? line
                : line.substring(0, MAX_LINE_LENGTH - 1) + "…";
    }
}
