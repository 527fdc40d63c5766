package dev.kanit.decision.rollout;

import dev.kanit.decision.measure.Snapshot;

/** Something that reached the evaluator. Inputs are facts; they decide nothing. */
public sealed interface RolloutInput {

    /** When the log took it in, epoch milliseconds. */
    long receivedAtMillis();

    /** A round of readings. */
    record SnapshotArrived(long receivedAtMillis, Snapshot snapshot) implements RolloutInput {}

    /** A deadline passed without any other input. */
    record TimeAdvanced(long receivedAtMillis) implements RolloutInput {}

    /**
     * A person or a pipeline said something.
     *
     * @param id repeated ids have no second effect
     * @param by authenticated identity
     * @param reason in their words; may be empty
     */
    record CommandGiven(
            long receivedAtMillis, String id, CommandKind kind, String by, String reason)
            implements RolloutInput {}

    /** What may be asked of a running rollout. */
    enum CommandKind {
        TAKE_COMMAND,
        /** Carry out the recommended rollback now. */
        APPROVE,
        HOLD,
        RESUME,
        ROLL_BACK,
        /** A remark for the parking lot. */
        NOTE,
        /** Start again what already runs; always rejected. */
        START
    }

    /** What an order asked the executor for. */
    enum ActionKind {
        SET_WEIGHT,
        ROLL_BACK,
        MITIGATE
    }

    /**
     * The executor finished an action.
     *
     * @param action decision sequence of the order
     * @param succeeded whether what was ordered is in effect
     * @param detail what happened, for people
     */
    record ActionFinished(
            long receivedAtMillis, long action, ActionKind kind, boolean succeeded, String detail)
            implements RolloutInput {}

    /** A record of this rollout could not be read; it went to the dead letters. */
    record InputUnreadable(long receivedAtMillis, String topic) implements RolloutInput {}
}
