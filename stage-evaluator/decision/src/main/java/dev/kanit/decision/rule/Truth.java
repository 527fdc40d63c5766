package dev.kanit.decision.rule;

/** Three-valued truth: what cannot be judged is neither true nor false. */
public enum Truth {
    HOLDS,
    CLEAR,
    UNJUDGED
}
