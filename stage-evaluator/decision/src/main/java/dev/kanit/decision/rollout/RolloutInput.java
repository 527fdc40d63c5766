package dev.kanit.decision.rollout;

import dev.kanit.decision.measure.Snapshot;
import dev.kanit.decision.rule.Reason;

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
     * @param subject what or whom it is about, by kind; else empty
     * @param planDigest that an approval is bound to; else empty
     * @param expiresAtMillis when an approval or an override ends, epoch milliseconds; else {@link
     *     Phase#NONE}
     * @param roles of the sender
     */
    record CommandGiven(
            long receivedAtMillis,
            String id,
            CommandKind kind,
            String by,
            String reason,
            String subject,
            String planDigest,
            long expiresAtMillis,
            Roles roles)
            implements RolloutInput {

        /** A command that is about the rollout itself, from a sender whose roles are not known. */
        public CommandGiven(
                long receivedAtMillis, String id, CommandKind kind, String by, String reason) {
            this(receivedAtMillis, id, kind, by, reason, "", "", Phase.NONE, Roles.UNKNOWN);
        }
    }

    /**
     * A person asked for what the API refused. It changes nothing, whatever it says, and is a
     * rejection in the record.
     *
     * @param kind what was asked
     * @param by authenticated identity
     * @param why of the refusal
     * @param detail for people
     */
    record CommandRefused(
            long receivedAtMillis, CommandKind kind, String by, Reason why, String detail)
            implements RolloutInput {}

    /**
     * A check was run.
     *
     * @param check its name
     * @param run how often it has been run, from 1
     * @param planDigest of the plan that it was read from
     */
    record CheckFinished(
            long receivedAtMillis,
            String check,
            Preparation.Outcome outcome,
            int run,
            String planDigest)
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
        START,
        /** The commander offers the command to another. */
        HAND_OVER,
        /** Approve the release in spite of what a NO_GO named. */
        APPROVE_GO,
        /** Set a rule aside until a time. */
        OVERRIDE,
        /** Answer for a check that no machine can run. */
        ATTEST,
        /** Somebody looks after an alert. */
        ACKNOWLEDGE,
        /** People have mended what a failed rollback left. */
        CLOSE_FAILURE,
        FREEZE,
        UNFREEZE,
        /** Switch the feature off for the canary alone. */
        KILL_SWITCH,
        /** Run a check that has not passed once more, or those of a group. */
        RERUN
    }

    /** What an order asked the executor for. */
    enum ActionKind {
        SET_WEIGHT,
        ROLL_BACK,
        MITIGATE,
        /** The canary's version becomes the stable one. */
        PROMOTE,
        KILL_SWITCH
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
