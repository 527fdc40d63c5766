package dev.kanit.decision.explain;

import dev.kanit.decision.plan.PlannedCheck;
import dev.kanit.decision.rollout.Exemption;
import dev.kanit.decision.rollout.Preparation.Answer;
import dev.kanit.decision.rollout.RitualEvent;
import dev.kanit.decision.rollout.RolloutState;
import dev.kanit.decision.rule.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Sentences about what people and checks decide around the stages. */
final class RitualText {

    private static final int CHECKS_NAMED = 20;

    private RitualText() {}

    static String of(RolloutState state, RitualEvent event) {
        return switch (event) {
            case RitualEvent.CheckAttested attested ->
                    attested.by()
                            + " attests "
                            + checks(state).get(attested.check()).name()
                            + because(attested.text());
            case RitualEvent.RerunOrdered ordered -> rerun(state, ordered);
            case RitualEvent.ReleaseApproved approved ->
                    approved.by()
                            + " approves the release in spite of "
                            + named(state, state.proceedings().preparation().told())
                            + ", until "
                            + time(approved.expiresAtMillis())
                            + because(approved.text());
            case RitualEvent.RuleOverridden overridden ->
                    overridden.by()
                            + " overrides "
                            + rule(overridden.subject())
                            + " until "
                            + time(overridden.expiresAtMillis())
                            + because(overridden.text());
            case RitualEvent.OverrideEnded ended ->
                    "The override of "
                            + rule(ended.subject())
                            + " by "
                            + ended.by()
                            + " has ended; automation resumes";
            case RitualEvent.GoGiven go ->
                    "GO: "
                            + go.passed()
                            + "/"
                            + go.counted()
                            + " checks pass"
                            + (go.approvers().isEmpty()
                                    ? ""
                                    : ", approved by " + String.join(", ", go.approvers()));
            case RitualEvent.NoGoGiven no -> noGo(state, no);
            case RitualEvent.CommandOffered offered ->
                    offered.by()
                            + " hands the command over to "
                            + offered.to()
                            + ", who must take it"
                            + because(offered.text());
            case RitualEvent.AlertAcknowledged acknowledged ->
                    acknowledged.by()
                            + " looks after "
                            + acknowledged.dedupKey()
                            + because(acknowledged.text());
            case RitualEvent.KillSwitchOrdered ordered ->
                    "KILL SWITCH at "
                            + Narrator.where(state)
                            + " by "
                            + ordered.by()
                            + ": the feature goes off for the canary alone, and the rollout is held"
                            + because(ordered.text());
            case RitualEvent.FailureClosed closed ->
                    closed.by() + " closes the failed rollback" + because(closed.text());
            case RitualEvent.PromotionOrdered _ ->
                    state.plan().to()
                            + " was watched for "
                            + Show.duration(state.plan().watch().toMillis())
                            + ": its promotion to the stable version is ordered";
            case RitualEvent.NightObserved observed -> NightText.of(state, observed.atMillis());
            case RitualEvent.FreezeDeclared declared ->
                    "HOLD at "
                            + Narrator.where(state)
                            + ": FREEZE declared by "
                            + declared.by()
                            + because(declared.text())
                            + "; rollback stays allowed";
            case RitualEvent.FreezeLifted lifted ->
                    lifted.remaining().isEmpty()
                            ? "Freeze lifted by " + lifted.by()
                            : "Freeze lifted by " + lifted.by() + "; held for " + names(lifted);
        };
    }

    private static String rerun(RolloutState state, RitualEvent.RerunOrdered ordered) {
        List<String> runs = new ArrayList<>();
        for (int check :
                ordered.checks().subList(0, Math.min(CHECKS_NAMED, ordered.checks().size()))) {
            runs.add(
                    "run "
                            + state.proceedings().preparation().answers().get(check).run()
                            + " of "
                            + checks(state).get(check).name());
        }
        int more = ordered.checks().size() - runs.size();
        return ordered.by()
                + " orders "
                + String.join(", ", runs)
                + (more > 0 ? " and of " + more + " more" : "")
                + because(ordered.text());
    }

    private static String noGo(RolloutState state, RitualEvent.NoGoGiven no) {
        return "NO-GO: "
                + no.passed()
                + "/"
                + no.counted()
                + " checks pass; wanting: "
                + named(state, no.wanting())
                + ". "
                + (no.conditional()
                        ? "GO needs the approval of "
                        : "GO needs an override with its risk, and the approval of ")
                + no.approvals()
                + (no.approvals() == 1 ? " named person" : " named people");
    }

    private static String named(RolloutState state, List<Integer> wanting) {
        List<String> names = new ArrayList<>();
        List<PlannedCheck> checks = checks(state);
        for (int check : wanting.subList(0, Math.min(CHECKS_NAMED, wanting.size()))) {
            Answer answer = state.proceedings().preparation().answers().get(check);
            names.add(checks.get(check).name() + " " + answer.outcome());
        }
        int more = wanting.size() - names.size();
        return String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
    }

    private static List<PlannedCheck> checks(RolloutState state) {
        return state.plan().ritual().checks().orElseThrow().checks();
    }

    private static String names(RitualEvent.FreezeLifted lifted) {
        return String.join(", ", lifted.remaining().stream().map(Reason::name).toList());
    }

    private static String rule(String subject) {
        return switch (subject) {
            case Exemption.GO -> "NO-GO";
            case Exemption.COMMAND -> "the present command";
            case Exemption.FREEZE -> "the freeze";
            default -> "the trigger " + subject;
        };
    }

    private static String because(String text) {
        return text.isBlank() ? "" : ": " + text;
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
