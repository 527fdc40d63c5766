package dev.kanit.sampletarget;

/**
 * What is wrong with the canary. A fault begins one plan-minute after the canary's weight first
 * reached 25 %, and lasts until a rollback, unless it says otherwise.
 */
public enum Scenario {
    /** Nothing is wrong. */
    HEALTHY,
    /** A stall whose requests fail together, then 8 % of the answers are 5xx. */
    ERRORS,
    /** Answers take 440 to 485 ms, at 85 % CPU. */
    LATENCY,
    /**
     * 1.7 % of the answers are 5xx, and two plan-minutes later the risk engine blocks orders.
     * Latency, message age, event-loop lag and collection pauses are each 8 % worse.
     */
    CORRELATED,
    /** The canary's resident memory grows without end; everything else is healthy. */
    LEAK,
    /**
     * Event-loop lag climbs to 39 ms on the stable fleet and to 42 ms on the canary, 8 % worse, in
     * 20 plan-minutes, recovers in 6, and stays flat.
     */
    DRIFT,
    /** The metrics endpoint answers 503 while the service works on. */
    BLACKOUT,
    /** Every tenth canary request reports a Content-Security-Policy violation. */
    STORM,
    /** An incident is open when GO/NO-GO asks; the release itself is healthy. */
    INCIDENT,
    /**
     * An hour after 100 %, which is in the first night, the outbox begins to deliver after 14 s. No
     * golden signal notices, and no trigger of the stages.
     */
    BACKLOG;

    /** Whether anything happens after the last stage only. */
    public boolean isNocturnal() {
        return this == BACKLOG;
    }
}
