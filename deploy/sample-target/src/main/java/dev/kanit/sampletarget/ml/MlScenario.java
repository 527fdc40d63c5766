package dev.kanit.sampletarget.ml;

/**
 * What is wrong with the machine-learned scorer. A fault begins one plan-minute after the flag
 * first gave it half of the traffic, and shows only at 10 % and above: it comes with the load.
 */
public enum MlScenario {
    /** Nothing is wrong. */
    HEALTHY,
    /** Scores take 1.6 to 1.9 s. */
    SLOW,
    /** The executor hangs: the newest score is 75 s old. */
    STALE,
    /** 6 % of the scorings fail. */
    ERRORS,
    /** The model's confidence falls to about 0.40. */
    LOW_CONFIDENCE,
    /** Scores that nobody could take pile up in the dead-letter queue, and are drained later. */
    DLQ
}
