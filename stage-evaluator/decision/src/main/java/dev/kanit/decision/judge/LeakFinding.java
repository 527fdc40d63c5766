package dev.kanit.decision.judge;

/** How a resource of the canary grows away from the stable fleet's. Worse is later. */
public enum LeakFinding {
    /** It does not, or too little is known. */
    NONE,
    /** It grows, and would be used up within a day. */
    GROWING,
    /** At its growth it is used up before the rollout's planned end. */
    EXHAUSTING
}
