package dev.kanit.replay.backtest;

/** How a plan's end of a rollout stands to the truth. */
public enum Standing {
    /** A good release stayed, or a bad one was rolled back. */
    RIGHT,
    /** A rollback of what was good, or was still good. */
    FALSE_ROLLBACK,
    /** No rollback of what was bad, as far as the recording goes. */
    MISS
}
