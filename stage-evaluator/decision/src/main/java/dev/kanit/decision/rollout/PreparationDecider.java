package dev.kanit.decision.rollout;

import dev.kanit.decision.plan.CheckPlan;
import dev.kanit.decision.plan.PlannedCheck;
import dev.kanit.decision.rollout.Phase.Preparing;
import dev.kanit.decision.rollout.Preparation.Answer;
import dev.kanit.decision.rollout.Preparation.Outcome;
import dev.kanit.decision.rollout.RolloutInput.CheckFinished;
import dev.kanit.decision.rollout.RolloutInput.CommandGiven;
import dev.kanit.decision.rule.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Before the first stage: what checks answered and people approved, and whether that is a GO. */
final class PreparationDecider {

    private PreparationDecider() {}

    /** A check was run. Its record is evidence by itself; only what it leads to is decided. */
    static void decide(Unfolding unfolding, CheckFinished input) {
        RolloutState state = unfolding.state();
        Optional<CheckPlan> plan = state.plan().ritual().checks();
        if (plan.isEmpty()) {
            return;
        }
        long now = RolloutDecider.now(state, input);
        int check = plan.get().indexOf(input.check());
        Optional<Reason> wrong = wrong(state, input, check);
        if (wrong.isPresent()) {
            String detail =
                    "check " + input.check() + ", run " + input.run() + ": " + input.outcome();
            unfolding.happens(new RolloutEvent.InputRejected(now, wrong.get(), "", detail));
            return;
        }
        Answer answer = new Answer(input.outcome(), input.run());
        unfolding.happens(new RolloutEvent.CheckAnswered(now, check, answer));
        look(unfolding, now);
    }

    private static Optional<Reason> wrong(RolloutState state, CheckFinished input, int check) {
        if (!input.planDigest().equals(state.plan().digest())) {
            return Optional.of(Reason.OTHER_PLAN);
        }
        if (check < 0) {
            return Optional.of(Reason.UNKNOWN_CHECK);
        }
        if (!(state.phase() instanceof Preparing)) {
            return Optional.of(Reason.CHECK_TOO_LATE);
        }
        if (planned(state, check).attested()) {
            return Optional.of(Reason.NEEDS_A_PERSON);
        }
        return state.proceedings().preparation().answers().get(check).takes(input.run())
                ? Optional.empty()
                : Optional.of(Reason.CHECK_OUTDATED);
    }

    static void attest(Unfolding unfolding, CommandGiven command, long now) {
        RolloutState state = unfolding.state();
        int check =
                state.plan()
                        .ritual()
                        .checks()
                        .map(checks -> checks.indexOf(command.subject()))
                        .orElse(-1);
        if (check < 0) {
            reject(unfolding, command, Reason.UNKNOWN_CHECK, "'" + command.subject() + "'", now);
        } else if (!(state.phase() instanceof Preparing)) {
            reject(unfolding, command, Reason.CHECK_TOO_LATE, command.subject(), now);
        } else if (!planned(state, check).attested()) {
            String detail = command.subject() + " is run, not attested";
            reject(unfolding, command, Reason.NEEDS_A_RUN, detail, now);
        } else if (!isWitness(planned(state, check), command)) {
            String detail =
                    command.subject()
                            + " is attested by "
                            + planned(state, check).witness().orElse("")
                            + ", not by "
                            + command.by();
            reject(unfolding, command, Reason.NOT_PERMITTED, detail, now);
        } else {
            unfolding.happens(
                    new RitualEvent.CheckAttested(now, check, command.by(), command.reason()));
            look(unfolding, now);
        }
    }

    /**
     * Whether it is theirs to say. Where nobody's roles are known, a role cannot be asked for; a
     * name can.
     */
    private static boolean isWitness(PlannedCheck check, CommandGiven command) {
        String witness = check.witness().orElse("");
        return witness.isEmpty()
                || witness.equals(command.by())
                || Role.spelled(witness)
                        .filter(
                                role ->
                                        !command.roles().authenticated()
                                                || command.roles().held().contains(role))
                        .isPresent();
    }

    static void approve(Unfolding unfolding, CommandGiven command, long now) {
        RolloutState state = unfolding.state();
        Preparation preparation = state.proceedings().preparation();
        long latest = now + state.plan().ritual().go().expireAfter().toMillis();
        long expires =
                command.expiresAtMillis() == Phase.NONE
                        ? latest
                        : Math.min(latest, command.expiresAtMillis());
        Optional<Exemption> override = state.authority().override(Exemption.GO, now);
        if (!command.planDigest().equals(state.plan().digest())) {
            String detail = "an approval of plan '" + command.planDigest() + "'";
            reject(unfolding, command, Reason.OTHER_PLAN, detail, now);
        } else if (!(state.phase() instanceof Preparing) || preparation.told().isEmpty()) {
            String detail = "no NO_GO asks for an approval";
            reject(unfolding, command, Reason.NOTHING_TO_APPROVE, detail, now);
        } else if (command.by().equals(state.authority().requester())) {
            String detail = command.by() + " asked for this rollout";
            reject(unfolding, command, Reason.SELF_APPROVAL, detail, now);
        } else if (override.filter(one -> one.by().equals(command.by())).isPresent()) {
            String detail = command.by() + " asked for the override";
            reject(unfolding, command, Reason.SELF_APPROVAL, detail, now);
        } else if (expires <= now) {
            reject(unfolding, command, Reason.EXPIRED, "the approval has ended already", now);
        } else {
            unfolding.happens(
                    new RitualEvent.ReleaseApproved(now, command.by(), expires, command.reason()));
            look(unfolding, now);
        }
    }

    /** Looks whether it is GO, and tells of whatever newly stands against it. */
    static void look(Unfolding unfolding, long now) {
        FreezeDecider.look(unfolding, now);
        if (!(unfolding.phase() instanceof Preparing preparing)) {
            return;
        }
        List<Reason> standing = new ArrayList<>(preparing.heldFor());
        if (standing.contains(Reason.FREEZE)
                && FreezeDecider.cause(unfolding.state(), now).isEmpty()) {
            standing.remove(Reason.FREEZE);
            unfolding.happens(new RolloutEvent.HoldReleased(now, standing, ""));
        }
        RolloutState state = unfolding.state();
        Preparation preparation = state.proceedings().preparation();
        Readiness readiness = Readiness.of(state, now);
        if (!preparation.told().containsAll(readiness.wanting())) {
            noGo(unfolding, readiness, now);
        } else if (readiness.wanting().isEmpty()
                && !preparation.told().isEmpty()
                && !preparation.awaitsTold()) {
            standing.removeIf(reason -> reason.ends() == Reason.Ends.BY_GO);
            unfolding.happens(new RolloutEvent.HoldReleased(now, standing, ""));
        }
        if (isFree(unfolding)
                && FreezeDecider.cause(unfolding.state(), now).isEmpty()
                && readiness.isGo(unfolding.state(), now)) {
            go(unfolding, readiness, now);
        }
    }

    /** Whether nothing but the checks holds it. */
    private static boolean isFree(Unfolding unfolding) {
        return unfolding.phase() instanceof Preparing preparing
                && preparing.heldFor().stream()
                        .allMatch(reason -> reason.ends() == Reason.Ends.BY_GO);
    }

    private static void noGo(Unfolding unfolding, Readiness readiness, long now) {
        RolloutState state = unfolding.state();
        List<Answer> answers = state.proceedings().preparation().answers();
        List<Reason> reasons = new ArrayList<>();
        for (int check : readiness.wanting()) {
            Reason reason =
                    answers.get(check).outcome() == Outcome.PENDING
                            ? Reason.CHECKS_MISSING
                            : Reason.CHECKS_FAILED;
            if (!reasons.contains(reason)) {
                reasons.add(reason);
            }
        }
        int approvals =
                readiness.conditional()
                        ? state.plan().ritual().go().conditionalApprovers()
                        : state.plan().ritual().go().overrideApprovers();
        unfolding.happens(
                new RitualEvent.NoGoGiven(
                        now,
                        reasons,
                        readiness.wanting(),
                        readiness.passed(),
                        readiness.counted(),
                        approvals,
                        readiness.conditional()));
    }

    private static void go(Unfolding unfolding, Readiness readiness, long now) {
        RolloutState state = unfolding.state();
        Optional<Exemption> override =
                readiness.conditional()
                        ? Optional.empty()
                        : state.authority().override(Exemption.GO, now);
        List<String> approvers =
                readiness.wanting().isEmpty()
                        ? List.of()
                        : state.proceedings().preparation().approvers(override, now);
        unfolding.happens(
                new RitualEvent.GoGiven(now, readiness.passed(), readiness.counted(), approvers));
        unfolding.happens(new RolloutEvent.StageEntered(now, 0));
    }

    private static PlannedCheck planned(RolloutState state, int check) {
        return state.plan().ritual().checks().orElseThrow().checks().get(check);
    }

    private static void reject(
            Unfolding unfolding, CommandGiven command, Reason reason, String detail, long now) {
        unfolding.happens(new RolloutEvent.InputRejected(now, reason, command.by(), detail));
    }
}
