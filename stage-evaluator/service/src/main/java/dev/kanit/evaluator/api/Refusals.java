package dev.kanit.evaluator.api;

import dev.kanit.codec.record.CommandRecords;
import dev.kanit.decision.rule.Reason;
import dev.kanit.evaluator.commands.CommandDesk;
import dev.kanit.evaluator.commands.CommandNotTakenException;
import dev.kanit.evaluator.people.PerMinute;
import dev.kanit.wire.RolloutCommand;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers who asked for what is not theirs, counts them, and leaves a trace in the rollout. */
@Singleton
public final class Refusals {

    /** Traces of one person, rollout and kind of command in a minute; more are counted only. */
    static final int MAX_TRACES = 6;

    private static final int MAX_TEXT = 1_000;
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
     * Writes the attempt into the rollout's record, where it is a rejection: as the command that it
     * was, marked as refused, so that it changes nothing whatever rules decide.
     *
     * @param attempt the command as it was asked for
     */
    void record(CommandDesk desk, RolloutCommand.Builder attempt, Reason why, String detail) {
        String asked = attempt.getRolloutId() + "/" + attempt.getKind();
        if (!traces.take(attempt.getIssuedBy() + "/" + asked)) {
            return;
        }
        String text = CommandRecords.refusal(why, detail);
        try {
            // An id of its own: the same command may be sent again and be taken then.
            desk.take(
                    attempt.setCommandId(UUID.randomUUID().toString())
                            .setRefusal(text.substring(0, Math.min(MAX_TEXT, text.length())))
                            .build());
        } catch (CommandNotTakenException away) {
            LOG.atWarn()
                    .addKeyValue("rolloutId", attempt.getRolloutId())
                    .addKeyValue("reason", String.valueOf(away.getMessage()))
                    .log("a refused command left no trace");
        }
    }
}
