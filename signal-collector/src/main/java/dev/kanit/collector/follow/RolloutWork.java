package dev.kanit.collector.follow;

import java.time.Instant;

/** Something that is done for every rollout while it is under way. */
public interface RolloutWork {

    /**
     * A rollout that is under way, with its partition owned by this instance.
     *
     * @param startedAt when it was started, UTC
     * @param beforeStages whether no stage has been entered and nobody has decided GO or NO-GO, as
     *     far as the log was read when this instance took it up
     */
    record Begun(String rolloutId, String planText, Instant startedAt, boolean beforeStages) {}

    /**
     * Begins; a rollout that is there already goes on by this plan.
     *
     * @throws RuntimeException when it cannot begin; the others do
     */
    void begin(Begun rollout);

    /** Ends, and waits for what is under way; nothing happens for a rollout that is not there. */
    void end(String rolloutId);
}
