package dev.kanit.decision.rollout;

import dev.kanit.decision.rollout.Phase.Preparing;
import dev.kanit.decision.rollout.Phase.RollbackFailed;
import dev.kanit.decision.rollout.Preparation.Answer;
import dev.kanit.decision.rollout.Preparation.Approval;
import dev.kanit.decision.rollout.Preparation.Outcome;
import dev.kanit.decision.rule.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The part of {@link Evolution} that is not of the stages. */
final class RitualEvolution {

    private RitualEvolution() {}

    static RolloutState fold(RolloutState state, RitualEvent event) {
        Proceedings proceedings = state.proceedings();
        Preparation preparation = proceedings.preparation();
        Authority authority = state.authority();
        return switch (event) {
            case RitualEvent.CheckAttested(_, int check, _, _) ->
                    answered(
                            state,
                            check,
                            new Answer(Outcome.PASSED, preparation.answers().get(check).run() + 1));
            case RitualEvent.RerunOrdered(_, _, _, List<Integer> checks, long until, _) ->
                    prepared(state, preparation.rerunning(checks, until));
            case RitualEvent.ReleaseApproved(long at, String by, long expires, _) ->
                    prepared(
                            state,
                            preparation.approvedBy(
                                    new Approval(
                                            by,
                                            expires,
                                            authority.override(Exemption.GO, at).isPresent())));
            case RitualEvent.RuleOverridden(_, String subject, String by, long expires, _) ->
                    askedAnew(state, subject)
                            .under(authority.overriding(new Exemption(subject, by, expires)));
            case RitualEvent.OverrideEnded(_, String subject, _) ->
                    askedAnew(state, subject).under(authority.ending(subject));
            case RitualEvent.GoGiven _ ->
                    prepared(state, preparation.over())
                            .under(authority.ending(Exemption.GO))
                            .in(heldFor(preparing(state), List.of()));
            case RitualEvent.NoGoGiven told ->
                    prepared(state, preparation.telling(told.wanting()))
                            .in(heldFor(preparing(state), told.reasons()));
            case RitualEvent.CommandOffered(_, _, String to, _) ->
                    state.under(authority.offering(to));
            case RitualEvent.AlertAcknowledged _ -> state;
            case RitualEvent.NightObserved(_, long next) ->
                    state.proceeding(
                            proceedings.night(proceedings.night().orElseThrow().reported(next)));
            case RitualEvent.KillSwitchOrdered(long at, _, _) ->
                    held(state.counting(state.counters().ordered()), Reason.KILL_SWITCH, at);
            case RitualEvent.FailureClosed(long at, _, _)
                    when state.phase() instanceof RollbackFailed failed ->
                    state.in(new Phase.FailureClosed(failed.stage(), at, failed.reason()));
            case RitualEvent.FailureClosed _ ->
                    throw new IllegalStateException("closed from " + state.phase());
            case RitualEvent.PromotionOrdered(long at) ->
                    state.counting(state.counters().ordered())
                            .in(
                                    new Phase.Promoting(
                                            state.phase().stage(),
                                            at,
                                            state.counters().sequence()));
            case RitualEvent.FreezeDeclared(long at, String by, _) ->
                    held(
                            state.proceeding(
                                    proceedings.freezing(proceedings.freezing().declared(by))),
                            Reason.FREEZE,
                            at);
            case RitualEvent.FreezeLifted(_, _, List<Reason> remaining) ->
                    thawed(
                            state.proceeding(
                                    proceedings.freezing(proceedings.freezing().declared(""))),
                            remaining);
        };
    }

    static RolloutState nightFalls(RolloutState state, long at) {
        return state.plan().ritual().night().isEmpty()
                ? state
                : state.proceeding(state.proceedings().night(NightDecider.begin(state, at)));
    }

    /** The newest readings are those of a night. */
    static RolloutState observed(RolloutState state) {
        Optional<NightWatch> night = state.proceedings().night();
        return night.isEmpty()
                ? state
                : state.proceeding(
                        state.proceedings()
                                .night(
                                        night.get()
                                                .failing(
                                                        NightDecider.anyFails(state),
                                                        state.measured()
                                                                .latest()
                                                                .takenAtMillis())));
    }

    /** What has added up never goes down again: a person who goes on is not asked twice. */
    static RolloutState answered(RolloutState state, List<Reason> remaining, String by) {
        boolean answers =
                !by.isEmpty()
                        && state.phase() instanceof Phase.Live live
                        && live.heldFor().contains(Reason.NIGHT_TOTAL)
                        && !remaining.contains(Reason.NIGHT_TOTAL);
        return answers
                ? state.proceeding(
                        state.proceedings()
                                .night(
                                        state.proceedings()
                                                .night()
                                                .orElseThrow()
                                                .answered(NightFinding.brokenTotals(state))))
                : state;
    }

    /** Holds without answering a recommendation: its deadline runs on. */
    private static RolloutState held(RolloutState state, Reason reason, long at) {
        return switch (state.phase()) {
            case Preparing _, Phase.Live _ ->
                    Evolution.hold(
                            state,
                            RolloutEvent.RolloutHeld.automatic(
                                    at, List.of(reason), Phase.NONE, ""));
            case Phase.RollingBack _, RollbackFailed _, Phase.Closed _ -> state;
        };
    }

    /** A recommendation goes first: what it interrupts is released when it is withdrawn. */
    private static RolloutState thawed(RolloutState state, List<Reason> remaining) {
        return switch (state.phase()) {
            case Preparing preparing -> released(state, preparing, remaining);
            case Phase.Held held -> state.in(Evolution.released(held, remaining));
            case Phase.Standing _,
                    Phase.Recommended _,
                    Phase.RollingBack _,
                    RollbackFailed _,
                    Phase.Closed _ ->
                    state;
        };
    }

    static RolloutState answered(RolloutState state, int check, Answer answer) {
        return prepared(state, state.proceedings().preparation().answered(check, answer));
    }

    /** The hold of a rollout that prepares has ended in part. */
    static RolloutState released(RolloutState state, Preparing preparing, List<Reason> remaining) {
        boolean stillNoGo =
                remaining.stream().anyMatch(reason -> reason.ends() == Reason.Ends.BY_GO);
        RolloutState next = state.in(new Preparing(preparing.sinceMillis(), remaining));
        return stillNoGo
                ? next
                : prepared(next, state.proceedings().preparation().telling(List.of()));
    }

    /** What stands against the first stage: the newest NO_GO's reasons, and all others. */
    private static Preparing heldFor(Preparing preparing, List<Reason> checks) {
        List<Reason> reasons = new ArrayList<>(checks);
        for (Reason reason : preparing.heldFor()) {
            if (reason.ends() != Reason.Ends.BY_GO) {
                reasons.add(reason);
            }
        }
        return new Preparing(preparing.sinceMillis(), reasons);
    }

    private static RolloutState askedAnew(RolloutState state, String subject) {
        return subject.equals(Exemption.GO)
                ? prepared(state, state.proceedings().preparation().ofNoOverride())
                : state;
    }

    private static RolloutState prepared(RolloutState state, Preparation next) {
        return state.proceeding(state.proceedings().preparing(next));
    }

    private static Preparing preparing(RolloutState state) {
        if (state.phase() instanceof Preparing preparing) {
            return preparing;
        }
        throw new IllegalStateException("no preparing rollout, but " + state.phase());
    }
}
