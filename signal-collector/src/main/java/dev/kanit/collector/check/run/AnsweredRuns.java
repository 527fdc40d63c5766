package dev.kanit.collector.check.run;

import java.util.Map;

/** Tells which checks of a rollout have their result in the log already. */
@FunctionalInterface
public interface AnsweredRuns {

    /**
     * The newest answered run's number by check; waits until the log can be read.
     *
     * @throws InterruptedException when nobody wants to know any more
     */
    Map<String, Integer> read() throws InterruptedException;
}
