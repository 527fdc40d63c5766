package dev.kanit.decision.rollout;

import dev.kanit.decision.judge.Judgement;
import dev.kanit.decision.measure.Measurements;
import dev.kanit.decision.plan.ZoneFacts;
import dev.kanit.decision.rule.Reason;
import dev.kanit.decision.rule.Streaks;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What follows from an input. Events are the only way state changes; a released event type keeps
 * its meaning for ever.
 */
public sealed interface RolloutEvent {

    /** Event time, epoch milliseconds. */
    long atMillis();

    /** Kept within the state: the input itself is in the log already. */
    sealed interface Internal extends RolloutEvent {}

    /** Published, numbered, and evidence. */
    sealed interface Decision extends RolloutEvent
            permits RolloutStarted,
                    StageEntered,
                    StageBegan,
                    StagePassed,
                    RolloutHeld,
                    HoldReleased,
                    RollbackRecommended,
                    RecommendationWithdrawn,
                    RollbackOrdered,
                    RolloutRolledBack,
                    RollbackMissed,
                    MitigationOrdered,
                    AlertRaised,
                    RolloutPromoted,
                    RolloutCompleted,
                    CommandTaken,
                    NoteTaken,
                    InputRejected,
                    RitualEvent {}

    /** The newest readings, folded in. */
    record Observed(
            long atMillis,
            Measurements measured,
            Streaks streaks,
            Steadiness steadiness,
            Optional<Judgement> judgement,
            long bakedMillis)
            implements Internal {}

    record ClockAdvanced(long atMillis) implements Internal {}

    record CommandHeard(long atMillis, String commandId) implements Internal {}

    /**
     * @param check its place in the plan
     */
    record CheckAnswered(long atMillis, int check, Preparation.Answer answer) implements Internal {}

    /** By which wall clock the plan's freeze windows are. */
    record ZoneKnown(long atMillis, ZoneFacts zone) implements Internal {}

    record RolloutStarted(long atMillis, String by, String reason) implements Decision {}

    /** The stage's weight is ordered. */
    record StageEntered(long atMillis, int stage) implements Decision {}

    /** The stage's weight is in effect. */
    record StageBegan(long atMillis) implements Decision {}

    record StagePassed(long atMillis, int stage) implements Decision {}

    /**
     * @param untilMillis earliest end for a hold that ends by time, else {@link Phase#NONE}
     * @param waived failing signals that the commander answered with this hold, as a mask
     * @param trigger index of the trigger that holds, or -1
     * @param by who, or empty when automatic
     * @param detail what people should know besides, or empty
     */
    record RolloutHeld(
            long atMillis,
            List<Reason> reasons,
            long untilMillis,
            long waived,
            int trigger,
            String by,
            String detail)
            implements Decision {
        public RolloutHeld {
            reasons = List.copyOf(reasons);
        }

        /** An automatic hold that no trigger asked for. */
        static RolloutHeld automatic(
                long atMillis, List<Reason> reasons, long untilMillis, String detail) {
            return new RolloutHeld(atMillis, reasons, untilMillis, 0, -1, "", detail);
        }
    }

    /**
     * @param remaining reasons that still hold; empty when the rollout goes on
     * @param by who, or empty when automatic
     */
    record HoldReleased(long atMillis, List<Reason> remaining, String by) implements Decision {
        public HoldReleased {
            remaining = List.copyOf(remaining);
        }
    }

    record RollbackRecommended(long atMillis, long failing, long deadlineMillis)
            implements Decision {}

    record RecommendationWithdrawn(long atMillis) implements Decision {}

    /**
     * @param trigger index of the trigger that fired, or -1
     * @param by who, or empty when automatic
     * @param breachedAtMillis when what is behind it began, or {@link Phase#NONE}
     */
    record RollbackOrdered(
            long atMillis, Reason reason, int trigger, String by, long breachedAtMillis)
            implements Decision {}

    record RolloutRolledBack(long atMillis, String detail) implements Decision {}

    record RollbackMissed(long atMillis, Reason reason, String detail) implements Decision {}

    record MitigationOrdered(long atMillis, int trigger, SortedMap<String, String> settings)
            implements Decision {}

    record AlertRaised(long atMillis, int trigger) implements Decision {}

    record RolloutPromoted(long atMillis) implements Decision {}

    record RolloutCompleted(long atMillis) implements Decision {}

    /**
     * @param before the commander until now, or empty
     */
    record CommandTaken(long atMillis, String by, String before) implements Decision {}

    record NoteTaken(long atMillis, String by, String text) implements Decision {}

    /**
     * The input changed nothing, and why.
     *
     * @param by who sent it, or empty
     */
    record InputRejected(long atMillis, Reason reason, String by, String detail)
            implements Decision {}
}
