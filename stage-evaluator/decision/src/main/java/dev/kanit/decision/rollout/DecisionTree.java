package dev.kanit.decision.rollout;

import dev.kanit.decision.plan.Effect;
import dev.kanit.decision.plan.TreeLimits;
import dev.kanit.decision.plan.Trigger;
import dev.kanit.decision.rollout.Phase.Baking;
import dev.kanit.decision.rollout.Phase.Held;
import dev.kanit.decision.rollout.Phase.Live;
import dev.kanit.decision.rollout.Phase.Recommended;
import dev.kanit.decision.rollout.Phase.Standing;
import dev.kanit.decision.rollout.Phase.Watching;
import dev.kanit.decision.rollout.RolloutEvent.RollbackOrdered;
import dev.kanit.decision.rollout.RolloutEvent.RolloutHeld;
import dev.kanit.decision.rule.Reason;
import dev.kanit.decision.rule.Rulebook;
import dev.kanit.decision.rule.Telemetry;
import dev.kanit.decision.rule.Verdicts;
import java.util.ArrayList;
import java.util.List;

/**
 * The decision tree, asked after every snapshot, in this order: a trigger fires; a gap lasts too
 * long; a signal is over its limit; something holds; a hold ends; the stage is baked. The first
 * answer that ends the rollout ends the questions.
 */
final class DecisionTree {

    /** So long must all be well before a hold or a recommendation ends by itself: no flapping. */
    private static final int STEADY_INTERVALS = 4;

    private DecisionTree() {}

    static void afterSnapshot(Unfolding unfolding, Verdicts verdicts, long now) {
        triggers(unfolding, now);
        RolloutState state = unfolding.state();
        if (state.phase() instanceof Live live) {
            Telemetry telemetry =
                    Telemetry.of(
                            state.rules(),
                            state.measured(),
                            verdicts,
                            state.observation().steadiness().thinSinceMillis(),
                            live.watchedSinceMillis(),
                            now);
            gaps(unfolding, telemetry, now);
        }
        overdue(unfolding, now);
        FreezeDecider.look(unfolding, now);
        EvidenceDecider.afterSnapshot(unfolding, now);
        NightDecider.look(unfolding, now);
        threshold(unfolding, verdicts, now);
        trend(unfolding, now);
        release(unfolding, now);
        advance(unfolding, verdicts, now);
    }

    private static void triggers(Unfolding unfolding, long now) {
        Rulebook rules = unfolding.state().rules();
        for (int index = 0; index < rules.triggers().size(); index++) {
            if (!(unfolding.phase() instanceof Live live)) {
                return;
            }
            RolloutState state = unfolding.state();
            Trigger trigger = rules.triggers().get(index).trigger();
            boolean mustWait =
                    (trigger.effect() instanceof Effect.Mitigate && isWeightOpen(live))
                            || state.authority().override(trigger.name(), now).isPresent();
            if (!mustWait
                    && rules.fires(
                            state.observation().streaks(),
                            index,
                            state.measured().latest().takenAtMillis())) {
                if (spared(state, trigger, index)) {
                    hold(unfolding, live, Reason.SHARED_INCIDENT, trigger.name(), now);
                } else {
                    fire(unfolding, trigger, index, now);
                }
            }
        }
    }

    /** It stays armed: once the stable fleet is well again, it fires. */
    private static boolean spared(RolloutState state, Trigger trigger, int index) {
        return trigger.effect() instanceof Effect.RollBack
                && state.plan().limits().sharedIncident() == TreeLimits.Answer.HOLD
                && EvidenceDecider.hasReference(state)
                && state.rules().sharedByBaseline(state.measured(), index);
    }

    private static boolean anyFires(RolloutState state) {
        Rulebook rules = state.rules();
        long at = state.measured().latest().takenAtMillis();
        for (int index = 0; index < rules.triggers().size(); index++) {
            if (rules.triggers().get(index).trigger().effect() instanceof Effect.RollBack
                    && rules.fires(state.observation().streaks(), index, at)) {
                return true;
            }
        }
        return false;
    }

    /** Holds, unless the rollout is held for the same already. */
    static void hold(Unfolding unfolding, Live live, Reason reason, String detail, long now) {
        if (!live.heldFor().contains(reason)) {
            unfolding.happens(RolloutHeld.automatic(now, List.of(reason), Phase.NONE, detail));
        }
    }

    /** A newer order would end this one unfinished. What still holds then fires afterwards. */
    private static boolean isWeightOpen(Live live) {
        return live.standing().awaitsAction() && !live.heldFor().contains(Reason.ACTION_FAILED);
    }

    private static void fire(Unfolding unfolding, Trigger trigger, int index, long now) {
        long since = unfolding.state().observation().streaks().sinceMillis(index);
        unfolding.happens(
                switch (trigger.effect()) {
                    case Effect.RollBack _ ->
                            new RollbackOrdered(now, Reason.TRIGGER_FIRED, index, "", since);
                    case Effect.Hold _ ->
                            new RolloutHeld(
                                    now,
                                    List.of(Reason.TRIGGER_FIRED),
                                    Phase.NONE,
                                    0,
                                    index,
                                    "",
                                    "");
                    case Effect.Alert _ -> new RolloutEvent.AlertRaised(now, index);
                    case Effect.Mitigate(var settings) ->
                            new RolloutEvent.MitigationOrdered(now, index, settings);
                });
        if (trigger.effect() instanceof Effect.Mitigate(var settings)
                && unfolding.state().plan().actuation().isExposure(settings)) {
            // The stage's weight is no longer in effect: how it goes on is for a person to say.
            unfolding.happens(
                    new RolloutHeld(now, List.of(Reason.MITIGATED), Phase.NONE, 0, index, "", ""));
        }
    }

    /** Holds for what is missing; rolls back when it has been missing too long. */
    static void gaps(Unfolding unfolding, Telemetry telemetry, long now) {
        if (!(unfolding.phase() instanceof Live live)) {
            return;
        }
        if (telemetry.rollBackFor().isPresent()) {
            unfolding.happens(
                    new RollbackOrdered(
                            now, telemetry.rollBackFor().get(), -1, "", telemetry.sinceMillis()));
            return;
        }
        List<Reason> fresh = new ArrayList<>(telemetry.holdFor());
        fresh.removeAll(live.heldFor());
        if (!fresh.isEmpty()) {
            unfolding.happens(RolloutHeld.automatic(now, fresh, Phase.NONE, ""));
        }
    }

    /** Holds when the executor has not put a stage's weight in effect in time. */
    static void overdue(Unfolding unfolding, long now) {
        if (unfolding.phase() instanceof Live live
                && now >= actionDue(unfolding.state(), live)
                && !live.heldFor().contains(Reason.ACTION_OVERDUE)) {
            unfolding.happens(
                    RolloutHeld.automatic(now, List.of(Reason.ACTION_OVERDUE), Phase.NONE, ""));
        }
    }

    /** When an ordered weight or promotion is overdue; never when nothing is ordered. */
    static long actionDue(RolloutState state, Live live) {
        TreeLimits limits = state.plan().limits();
        return switch (live.standing()) {
            case Phase.Entering(_, long since, _) -> since + limits.weightWithin().toMillis();
            case Phase.Promoting(_, long since, _) -> since + limits.rollbackWithin().toMillis();
            case Baking _, Watching _ -> Long.MAX_VALUE;
        };
    }

    private static void threshold(Unfolding unfolding, Verdicts verdicts, long now) {
        RolloutState state = unfolding.state();
        switch (state.phase()) {
            case Recommended recommended -> {
                boolean steady =
                        state.observation().steadiness().passingFor(steadyMillis(state), now);
                if (steady) {
                    unfolding.happens(new RolloutEvent.RecommendationWithdrawn(now));
                } else if (now >= recommended.deadlineMillis()) {
                    unanswered(unfolding, recommended, now);
                }
            }
            case Held held -> {
                if ((verdicts.failing() & ~held.waived()) != 0) {
                    recommend(unfolding, verdicts, now);
                }
            }
            case Standing _ -> {
                if (verdicts.failing() != 0) {
                    recommend(unfolding, verdicts, now);
                }
            }
            case Phase.Preparing _, Phase.RollingBack _, Phase.RollbackFailed _, Phase.Closed _ -> {
                // Nothing more to ask.
            }
        }
    }

    static void unanswered(Unfolding unfolding, Recommended recommended, long now) {
        unfolding.happens(
                new RollbackOrdered(now, Reason.NO_ANSWER, -1, "", recommended.sinceMillis()));
    }

    private static void recommend(Unfolding unfolding, Verdicts verdicts, long now) {
        long deadline = now + unfolding.state().plan().limits().answerWithin().toMillis();
        unfolding.happens(new RolloutEvent.RollbackRecommended(now, verdicts.failing(), deadline));
    }

    private static void trend(Unfolding unfolding, long now) {
        RolloutState state = unfolding.state();
        boolean asks = state.phase() instanceof Baking || state.phase() instanceof Watching;
        if (asks && state.measured().trends().anyWorsening()) {
            holdForTrend(unfolding, now);
        }
    }

    private static void holdForTrend(Unfolding unfolding, long now) {
        TreeLimits limits = unfolding.state().plan().limits();
        if (unfolding.state().trendHolds() >= limits.trendHoldsAtMost()) {
            unfolding.happens(new RollbackOrdered(now, Reason.TREND_WORSENING, -1, "", Phase.NONE));
        } else {
            unfolding.happens(
                    RolloutHeld.automatic(
                            now,
                            List.of(Reason.TREND_WORSENING),
                            now + limits.trendHold().toMillis(),
                            ""));
        }
    }

    private static void release(Unfolding unfolding, long now) {
        RolloutState state = unfolding.state();
        if (!(state.phase() instanceof Held held)) {
            return;
        }
        boolean clean = state.observation().steadiness().cleanFor(steadyMillis(state), now);
        boolean timeIsUp =
                held.reasons().contains(Reason.TREND_WORSENING) && now >= held.untilMillis();
        if (timeIsUp && state.measured().trends().anyWorsening()) {
            holdForTrend(unfolding, now);
            return;
        }
        List<Reason> remaining = new ArrayList<>();
        for (Reason reason : held.reasons()) {
            boolean over =
                    switch (reason.ends()) {
                        case WHEN_CLEAN -> clean;
                        case WHEN_FADED -> EvidenceDecider.faded(state, reason);
                        case WHEN_UNTRIGGERED -> clean && !anyFires(state);
                        case BY_TIME -> timeIsUp;
                        case BY_ACTION -> !held.standing().awaitsAction();
                        case WHEN_CALM -> clean && NightDecider.isCalm(state, reason);
                        case WHEN_THAWED -> FreezeDecider.cause(state, now).isEmpty();
                        case BY_PERSON, BY_GO, NEVER -> false;
                    };
            if (!over) {
                remaining.add(reason);
            }
        }
        if (remaining.size() < held.reasons().size()) {
            unfolding.happens(new RolloutEvent.HoldReleased(now, remaining, ""));
        }
    }

    private static void advance(Unfolding unfolding, Verdicts verdicts, long now) {
        RolloutState state = unfolding.state();
        boolean steady = !state.measured().trends().anyWorsening() && !anyFires(state);
        if (!verdicts.allPass() || !verdicts.clean() || !steady) {
            return;
        }
        if (state.phase() instanceof Baking(int stage, _, long bakedMillis)
                && bakedMillis >= state.plan().stages().get(stage).bake().toMillis()
                && EvidenceDecider.suffices(unfolding, now)) {
            unfolding.happens(new RolloutEvent.StagePassed(now, stage));
            if (state.plan().isLastStage(stage)) {
                unfolding.happens(new RolloutEvent.RolloutPromoted(now));
            } else {
                unfolding.happens(new RolloutEvent.StageEntered(now, stage + 1));
            }
        }
        if (unfolding.phase() instanceof Watching(_, long since)
                && now - since >= state.plan().watch().toMillis()) {
            unfolding.happens(
                    state.plan().ritual().promote()
                            ? new RitualEvent.PromotionOrdered(now)
                            : new RolloutEvent.RolloutCompleted(now));
        }
    }

    private static long steadyMillis(RolloutState state) {
        return STEADY_INTERVALS * state.rules().layout().intervalMillis();
    }
}
