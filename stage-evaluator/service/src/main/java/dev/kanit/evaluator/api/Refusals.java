package dev.kanit.evaluator.api;

import dev.kanit.evaluator.commands.CommandDesk;
import dev.kanit.evaluator.commands.CommandNotTakenException;
import dev.kanit.evaluator.people.Caller;
import dev.kanit.evaluator.people.PerMinute;
import dev.kanit.wire.CommandKind;
import dev.kanit.wire.RolloutCommand;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers who asked for what is not theirs, counts them, and leaves a trace in the rollout. */
@Singleton
public final class Refusals {

    /** Traces of one person in a minute; more are counted only. */
    static final int MAX_TRACES = 6;

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final LongAdder strangers = new LongAdder();
    private final LongAdder wrongRoles = new LongAdder();
    private final PerMinute traces = new PerMinute(InstantSource.system(), MAX_TRACES);

    /** Requests without credentials that are known. */
    public long strangers() {
        return strangers.sum();
    }

    /** Requests of people whose roles did not allow them, or who signed for another. */
    public long wrongRoles() {
        return wrongRoles.sum();
    }

    void stranger() {
        strangers.increment();
    }

    void wrongRole() {
        wrongRoles.increment();
    }

    HttpResponse<?> answer(NotAllowed refused) {
        wrongRole();
        return Problem.of(refused.status(), String.valueOf(refused.getMessage()));
    }

    /**
     * Writes the attempt into the rollout's record, as a remark: it stands there for all to read,
     * and whatever rules decide, a remark steers nothing.
     */
    void trace(CommandDesk desk, String rolloutId, CommandKind asked, NotAllowed refused) {
        if (!(refused.caller() instanceof Caller.Person person) || !traces.take(person.name())) {
            return;
        }
        try {
            desk.take(
                    RolloutCommand.newBuilder()
                            .setRolloutId(rolloutId)
                            .setCommandId(UUID.randomUUID().toString())
                            .setIssuedAt(Instant.now())
                            .setIssuedBy(person.name())
                            .setRoles(person.roleNames())
                            .setKind(CommandKind.NOTE)
                            .setSubject("refused:" + asked)
                            .setReason("refused: " + refused.getMessage())
                            .build());
        } catch (CommandNotTakenException away) {
            LOG.atWarn()
                    .addKeyValue("rolloutId", rolloutId)
                    .addKeyValue("reason", String.valueOf(away.getMessage()))
                    .log("a refused command left no trace");
        }
    }
}
