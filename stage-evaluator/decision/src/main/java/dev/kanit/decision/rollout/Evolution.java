package dev.kanit.decision.rollout;

import dev.kanit.decision.judge.Judgement;
import dev.kanit.decision.plan.ZoneFacts;
import dev.kanit.decision.rollout.Phase.Baking;
import dev.kanit.decision.rollout.Phase.Completed;
import dev.kanit.decision.rollout.Phase.Entering;
import dev.kanit.decision.rollout.Phase.Held;
import dev.kanit.decision.rollout.Phase.Interruptible;
import dev.kanit.decision.rollout.Phase.Live;
import dev.kanit.decision.rollout.Phase.Recommended;
import dev.kanit.decision.rollout.Phase.RollbackFailed;
import dev.kanit.decision.rollout.Phase.RolledBack;
import dev.kanit.decision.rollout.Phase.RollingBack;
import dev.kanit.decision.rollout.Phase.Standing;
import dev.kanit.decision.rollout.Phase.Watching;
import dev.kanit.decision.rollout.RolloutEvent.Observed;
import dev.kanit.decision.rollout.RolloutEvent.RolloutHeld;
import dev.kanit.decision.rule.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Folds events into the state: the only place where state changes. */
final class Evolution {

    private Evolution() {}

    static RolloutState evolve(RolloutState state, RolloutEvent event) {
        return switch (event) {
            case RolloutEvent.Internal internal -> fold(state, internal);
            case RolloutEvent.Decision decision ->
                    fold(state.counting(state.counters().at(event.atMillis()).decided()), decision);
        };
    }

    private static RolloutState fold(RolloutState state, RolloutEvent.Internal event) {
        RolloutState now = state.counting(state.counters().at(event.atMillis()));
        return switch (event) {
            case Observed observed -> RitualEvolution.observed(observe(now, observed));
            case RolloutEvent.ZoneKnown(_, ZoneFacts zone) ->
                    now.proceeding(
                            now.proceedings().freezing(now.proceedings().freezing().by(zone)));
            case RolloutEvent.ClockAdvanced _ -> now;
            case RolloutEvent.CheckAnswered(_, int check, Preparation.Answer answer) ->
                    RitualEvolution.answered(now, check, answer);
            case RolloutEvent.CommandHeard heard ->
                    now.under(now.authority().hearing(heard.commandId()));
        };
    }

    private static RolloutState observe(RolloutState state, Observed event) {
        RolloutState seen =
                state.seeing(
                        new Observation(
                                event.measured(),
                                event.streaks(),
                                event.steadiness(),
                                event.judgement(),
                                Optional.empty()));
        return state.phase() instanceof Baking(int stage, long since, long baked)
                        && baked != event.bakedMillis()
                ? seen.in(new Baking(stage, since, event.bakedMillis()))
                : seen;
    }

    private static RolloutState fold(RolloutState state, RolloutEvent.Decision event) {
        long at = event.atMillis();
        Counters counters = state.counters();
        return switch (event) {
            case RolloutEvent.RolloutStarted(_, String by, _) ->
                    state.under(state.authority().startedBy(by));
            case RolloutEvent.NoteTaken _ -> state;
            case RitualEvent ritual -> RitualEvolution.fold(state, ritual);
            case RolloutEvent.StageEntered(_, int stage) ->
                    state.counting(counters.ordered())
                            .in(new Entering(stage, at, counters.sequence()));
            case RolloutEvent.StageBegan _ -> state.in(began(live(state, event), at));
            case RolloutEvent.StagePassed _ -> state.holding(0);
            case RolloutHeld held -> hold(state, held);
            case RolloutEvent.HoldReleased(_, List<Reason> remaining, _)
                    when state.phase() instanceof Phase.Preparing preparing ->
                    RitualEvolution.released(state, preparing, remaining);
            case RolloutEvent.HoldReleased(_, List<Reason> remaining, String by) ->
                    RitualEvolution.answered(
                                    answered(calmed(state, remaining), remaining, by),
                                    remaining,
                                    by)
                            .in(released(live(state, event), remaining));
            case RolloutEvent.RollbackRecommended(_, long failing, long deadline) ->
                    state.in(
                            new Recommended(
                                    interruptible(live(state, event)), failing, at, deadline));
            case RolloutEvent.RecommendationWithdrawn _ ->
                    state.in(interruptible(live(state, event)));
            case RolloutEvent.RollbackOrdered(_, Reason reason, int trigger, _, _) ->
                    marked(state, trigger)
                            .counting(counters.ordered())
                            .in(
                                    new RollingBack(
                                            state.phase().stage(),
                                            at,
                                            counters.sequence(),
                                            reason));
            case RolloutEvent.RolloutRolledBack _ ->
                    state.in(new RolledBack(state.phase().stage(), at, reasonOf(state)));
            case RolloutEvent.RollbackMissed _ -> missed(state, at);
            case RolloutEvent.MitigationOrdered(_, int trigger, _) ->
                    marked(state, trigger).counting(counters.ordered());
            case RolloutEvent.AlertRaised(_, int trigger) -> marked(state, trigger);
            case RolloutEvent.RolloutPromoted _ ->
                    RitualEvolution.nightFalls(state, at)
                            .in(new Watching(state.phase().stage(), at));
            case RolloutEvent.RolloutCompleted _ ->
                    state.in(new Completed(state.phase().stage(), at));
            case RolloutEvent.CommandTaken(_, String by, _) ->
                    state.under(state.authority().under(by));
            case RolloutEvent.InputRejected(_, Reason reason, _, _) ->
                    isOfSnapshot(reason)
                            ? state.seeing(state.observation().ignoring(reason))
                            : state;
        };
    }

    static RolloutState hold(RolloutState state, RolloutHeld event) {
        if (state.phase() instanceof Phase.Preparing(long since, List<Reason> reasons)) {
            return state.in(new Phase.Preparing(since, union(reasons, event.reasons())));
        }
        Live live = live(state, event);
        int inARow =
                event.reasons().contains(Reason.TREND_WORSENING)
                        ? state.trendHolds() + 1
                        : state.trendHolds();
        Held next =
                switch (interruptible(live)) {
                    case Standing standing ->
                            new Held(
                                    standing,
                                    event.reasons(),
                                    event.atMillis(),
                                    event.untilMillis(),
                                    event.waived());
                    case Held held ->
                            new Held(
                                    held.standing(),
                                    union(held.reasons(), event.reasons()),
                                    held.sinceMillis(),
                                    Math.max(held.untilMillis(), event.untilMillis()),
                                    held.waived() | event.waived());
                };
        // Only a person's hold answers a recommendation; any other leaves its deadline running.
        Phase after =
                live instanceof Recommended(_, long failing, long since, long deadline)
                                && event.by().isEmpty()
                        ? new Recommended(next, failing, since, deadline)
                        : next;
        return marked(state, event.trigger()).in(after).holding(inARow);
    }

    /** A trend that has calmed ends the row of holds for it. */
    private static RolloutState calmed(RolloutState state, List<Reason> remaining) {
        boolean wasHeldForTrend =
                state.phase() instanceof Live live
                        && live.heldFor().contains(Reason.TREND_WORSENING);
        return wasHeldForTrend && !remaining.contains(Reason.TREND_WORSENING)
                ? state.holding(0)
                : state;
    }

    /** A person who resumes has seen what the judge found: it holds again only for more. */
    private static RolloutState answered(RolloutState state, List<Reason> remaining, String by) {
        if (by.isEmpty()
                || !(state.phase() instanceof Live live)
                || state.observation().judgement().isEmpty()) {
            return state;
        }
        List<Reason> ended = new ArrayList<>(live.heldFor());
        ended.removeAll(remaining);
        if (EvidenceDecider.findings(ended) == 0
                && !ended.contains(Reason.EVIDENCE_AGAINST_CANARY)) {
            return state;
        }
        Judgement judgement = state.observation().judgement().get();
        return state.seeing(
                state.observation()
                        .judging(
                                judgement.goOn(
                                        state.rules().judge().orElseThrow(),
                                        ended.contains(Reason.EVIDENCE_AGAINST_CANARY),
                                        EvidenceDecider.findings(ended))));
    }

    static Phase released(Live live, List<Reason> remaining) {
        return live instanceof Held held && !remaining.isEmpty()
                ? new Held(
                        held.standing(),
                        remaining,
                        held.sinceMillis(),
                        held.untilMillis(),
                        held.waived())
                : live.standing();
    }

    private static Phase began(Live live, long at) {
        Standing baking = new Baking(live.stage(), at, 0);
        return switch (live) {
            case Standing _ -> baking;
            case Held held -> held(held, baking);
            case Recommended recommended ->
                    new Recommended(
                            switch (recommended.before()) {
                                case Standing _ -> baking;
                                case Held held -> held(held, baking);
                            },
                            recommended.failing(),
                            recommended.sinceMillis(),
                            recommended.deadlineMillis());
        };
    }

    private static Held held(Held held, Standing standing) {
        return new Held(
                standing, held.reasons(), held.sinceMillis(), held.untilMillis(), held.waived());
    }

    private static RolloutState missed(RolloutState state, long at) {
        return state.phase() instanceof RollingBack(int stage, _, long action, Reason reason)
                ? state.in(new RollbackFailed(stage, at, action, reason))
                : state;
    }

    private static Reason reasonOf(RolloutState state) {
        return switch (state.phase()) {
            case RollingBack rolling -> rolling.reason();
            case RollbackFailed failed -> failed.reason();
            case Phase.Preparing _, Live _, Phase.Closed _ ->
                    throw new IllegalStateException("rolled back from " + state.phase());
        };
    }

    private static RolloutState marked(RolloutState state, int trigger) {
        return trigger < 0 ? state : state.seeing(state.observation().fired(trigger));
    }

    private static Live live(RolloutState state, RolloutEvent event) {
        if (state.phase() instanceof Live live) {
            return live;
        }
        throw new IllegalStateException(event + " cannot follow " + state.phase());
    }

    private static Interruptible interruptible(Live live) {
        return switch (live) {
            case Interruptible itself -> itself;
            case Recommended recommended -> recommended.before();
        };
    }

    private static List<Reason> union(List<Reason> first, List<Reason> second) {
        List<Reason> all = new ArrayList<>(first);
        for (Reason reason : second) {
            if (!all.contains(reason)) {
                all.add(reason);
            }
        }
        return all;
    }

    private static boolean isOfSnapshot(Reason reason) {
        return reason == Reason.LATE || reason == Reason.DUPLICATE || reason == Reason.FUTURE;
    }
}
