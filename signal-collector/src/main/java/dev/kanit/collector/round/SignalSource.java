package dev.kanit.collector.round;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Answers PromQL questions. One source serves one rollout. */
public interface SignalSource extends AutoCloseable {

    /**
     * Asks everything at once, as of the same time. Returns within the source's time limit; every
     * question has an answer, a question that failed has its absence.
     *
     * @param at the round's time, UTC
     */
    Map<String, Observation> ask(Set<String> questions, Instant at) throws InterruptedException;

    @Override
    void close();
}
