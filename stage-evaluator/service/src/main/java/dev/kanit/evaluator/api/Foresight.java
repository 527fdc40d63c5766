package dev.kanit.evaluator.api;

import dev.kanit.codec.record.CommandRecords;
import dev.kanit.decision.rollout.RolloutEvent.InputRejected;
import dev.kanit.decision.rule.Reason;
import dev.kanit.evaluator.query.RolloutQueries;
import dev.kanit.wire.CommandKind;
import dev.kanit.wire.RolloutCommand;
import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/**
 * Says at once what the decision core is sure to reject, by asking the core itself. Only what no
 * other command can make right is refused here; all else goes to the log, in whose order the core
 * decides.
 */
final class Foresight {

    /** A hand-over that is on its way to the core shall not be overlooked. */
    private static final Duration ANOTHER_LOOK = Duration.ofSeconds(1);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final RolloutQueries queries;

    Foresight(RolloutQueries queries) {
        this.queries = queries;
    }

    /**
     * Why a command is refused.
     *
     * @param status of the answer
     */
    record Refusal(HttpStatus status, Reason why, String detail) {}

    /** Why the core rejects it; empty when it may accept it, and while nobody can say. */
    Optional<Refusal> refusal(RolloutCommand.Builder command) {
        Optional<Refusal> refused = look(command);
        long until = System.nanoTime() + ANOTHER_LOOK.toNanos();
        while (refused.filter(one -> one.why() == Reason.COMMAND_HELD).isPresent()
                && System.nanoTime() < until) {
            LockSupport.parkNanos(PAUSE.toNanos());
            refused = look(command);
        }
        return refused;
    }

    private Optional<Refusal> look(RolloutCommand.Builder command) {
        if (!isForeseeable(command.getKind())) {
            return Optional.empty();
        }
        try {
            return queries.rejection(
                            command.getRolloutId(),
                            CommandRecords.given(command.build(), System.currentTimeMillis()))
                    .flatMap(Foresight::sure);
        } catch (InvalidStateStoreException moving) {
            return Optional.empty();
        }
    }

    /** Whatever leads towards safety is never refused here. */
    private static boolean isForeseeable(CommandKind kind) {
        return switch (kind) {
            case TAKE_COMMAND, HAND_OVER, APPROVE_GO, OVERRIDE, ATTEST -> true;
            case START,
                    APPROVE,
                    HOLD,
                    RESUME,
                    ROLL_BACK,
                    NOTE,
                    ACKNOWLEDGE,
                    CLOSE_FAILURE,
                    FREEZE,
                    UNFREEZE,
                    KILL_SWITCH,
                    RERUN ->
                    false;
        };
    }

    private static Optional<Refusal> sure(InputRejected rejected) {
        HttpStatus status =
                switch (rejected.reason()) {
                    case NOT_PERMITTED, SELF_APPROVAL -> HttpStatus.FORBIDDEN;
                    case COMMAND_HELD, OTHER_PLAN -> HttpStatus.CONFLICT;
                    case EXPIRED, INCOMPLETE_COMMAND -> HttpStatus.UNPROCESSABLE_ENTITY;
                    default -> HttpStatus.ACCEPTED;
                };
        return status == HttpStatus.ACCEPTED
                ? Optional.empty()
                : Optional.of(new Refusal(status, rejected.reason(), rejected.detail()));
    }
}
