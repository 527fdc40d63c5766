package dev.kanit.decision.rollout;

import dev.kanit.decision.plan.Effect;
import dev.kanit.decision.plan.Trigger;
import dev.kanit.decision.rule.Reason;
import dev.kanit.decision.rule.Streaks;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What on-call is told. A matter is open from the event that raised it until the state no longer
 * shows it; its end is told too, so recovery is never silent.
 */
public final class OnCall {

    public static final String HOLD = "hold";
    public static final String RECOMMENDATION = "recommendation";
    public static final String ROLLBACK = "rollback";

    /** That the first stage may not begin. */
    public static final String READINESS = "readiness";

    /** That people have set a rule aside; it stands until the last such time is over. */
    public static final String OVERRIDE = "override";

    /** Never open: that all went well is only told. */
    public static final String ROLLOUT = "rollout";

    private static final String TRIGGER = "trigger/";

    private OnCall() {}

    /** The matter that an event is about; empty when nobody needs to hear of it. */
    public static Optional<String> matter(RolloutState after, RolloutEvent.Decision event) {
        return switch (event) {
            case RolloutEvent.RolloutHeld _, RolloutEvent.HoldReleased _ -> Optional.of(HOLD);
            case RolloutEvent.RollbackRecommended _, RolloutEvent.RecommendationWithdrawn _ ->
                    Optional.of(RECOMMENDATION);
            case RolloutEvent.RollbackOrdered _,
                    RolloutEvent.RollbackMissed _,
                    RolloutEvent.RolloutRolledBack _ ->
                    Optional.of(ROLLBACK);
            case RolloutEvent.MitigationOrdered ordered ->
                    Optional.of(matter(after, ordered.trigger()));
            case RolloutEvent.AlertRaised raised -> Optional.of(matter(after, raised.trigger()));
            case RolloutEvent.RolloutPromoted _, RolloutEvent.RolloutCompleted _ ->
                    Optional.of(ROLLOUT);
            case RitualEvent ritual -> matter(after, ritual);
            case RolloutEvent.RolloutStarted _,
                    RolloutEvent.StageEntered _,
                    RolloutEvent.StageBegan _,
                    RolloutEvent.StagePassed _,
                    RolloutEvent.CommandTaken _,
                    RolloutEvent.NoteTaken _,
                    RolloutEvent.InputRejected _ ->
                    Optional.empty();
        };
    }

    private static Optional<String> matter(RolloutState after, RitualEvent event) {
        return switch (event) {
            case RitualEvent.GoGiven _, RitualEvent.NoGoGiven _ -> Optional.of(READINESS);
            case RitualEvent.RuleOverridden _, RitualEvent.OverrideEnded _ -> Optional.of(OVERRIDE);
            case RitualEvent.KillSwitchOrdered _
                    when after.phase() instanceof Phase.RollbackFailed ->
                    Optional.of(ROLLBACK);
            case RitualEvent.KillSwitchOrdered _,
                    RitualEvent.FreezeDeclared _,
                    RitualEvent.FreezeLifted _ ->
                    Optional.of(HOLD);
            case RitualEvent.FailureClosed _ -> Optional.of(ROLLBACK);
            case RitualEvent.PromotionOrdered _ -> Optional.of(ROLLOUT);
            case RitualEvent.CheckAttested _,
                    RitualEvent.RerunOrdered _,
                    RitualEvent.ReleaseApproved _,
                    RitualEvent.CommandOffered _,
                    RitualEvent.NightObserved _,
                    RitualEvent.AlertAcknowledged _ ->
                    Optional.empty();
        };
    }

    /** Matters that on-call has been told of and that are not over. */
    public static NavigableSet<String> open(RolloutState state) {
        NavigableSet<String> open = new TreeSet<>();
        if (!(state.phase() instanceof Phase.Closed) && !state.authority().overrides().isEmpty()) {
            open.add(OVERRIDE);
        }
        switch (state.phase()) {
            case Phase.Preparing preparing -> {
                for (Reason reason : preparing.heldFor()) {
                    open.add(reason.ends() == Reason.Ends.BY_GO ? READINESS : HOLD);
                }
            }
            case Phase.Live live -> {
                if (!live.heldFor().isEmpty()) {
                    open.add(HOLD);
                }
                if (live instanceof Phase.Recommended) {
                    open.add(RECOMMENDATION);
                }
                addTriggers(state, open);
            }
            case Phase.RollingBack _, Phase.RollbackFailed _ -> open.add(ROLLBACK);
            case Phase.Closed _ -> {
                // Nothing is left to do.
            }
        }
        return open;
    }

    /**
     * Matters that end between two states, without those whose end the event itself tells.
     *
     * @param told the matter of the event in between; empty when it has none
     */
    public static NavigableSet<String> ended(
            RolloutState before, RolloutState after, Optional<String> told) {
        NavigableSet<String> ended = open(before);
        ended.removeAll(open(after));
        told.ifPresent(ended::remove);
        return ended;
    }

    /** Whether a trigger's alert ended, which happens without a decision. Cheap. */
    public static boolean triggerEnds(RolloutState before, RolloutState after) {
        Streaks was = before.observation().streaks();
        Streaks is = after.observation().streaks();
        for (int index = 0; index < was.size(); index++) {
            if (was.fired(index) && !is.fired(index)) {
                return true;
            }
        }
        return false;
    }

    private static void addTriggers(RolloutState state, NavigableSet<String> open) {
        for (int index = 0; index < state.rules().triggers().size(); index++) {
            Effect effect = trigger(state, index).effect();
            boolean tells = effect instanceof Effect.Alert || effect instanceof Effect.Mitigate;
            if (tells && state.observation().streaks().fired(index)) {
                open.add(matter(state, index));
            }
        }
    }

    private static String matter(RolloutState state, int trigger) {
        return TRIGGER + trigger(state, trigger).name();
    }

    private static Trigger trigger(RolloutState state, int index) {
        return state.rules().triggers().get(index).trigger();
    }
}
