package dev.kanit.collector.follow;

import java.time.Instant;
import java.util.Map;

/** Something that is done for every rollout while it is under way. */
public interface RolloutWork {

    /**
     * A rollout that is under way, with its partition owned by this instance.
     *
     * @param startedAt when it was started, UTC
     * @param beforeStages whether no stage has been entered and GO was not given, as far as the log
     *     was read when this instance took it up
     * @param resumed whether it was under way before this instance took it up
     * @param partition its number, in every topic
     * @param ordered runs of checks that people ordered: the newest run's number by check
     */
    record Begun(
            String rolloutId,
            String planText,
            Instant startedAt,
            boolean beforeStages,
            boolean resumed,
            int partition,
            Map<String, Integer> ordered) {
        public Begun {
            ordered = Map.copyOf(ordered);
        }
    }

    /**
     * Begins; a rollout that is there already goes on by this plan.
     *
     * @throws RuntimeException when it cannot begin; the others do
     */
    void begin(Begun rollout);

    /**
     * A person ordered runs of checks; nothing happens for a rollout that is not there.
     *
     * @param ordered the run's number by check
     */
    void rerun(String rolloutId, Map<String, Integer> ordered);

    /** Ends, and waits for what is under way; nothing happens for a rollout that is not there. */
    void end(String rolloutId);
}
