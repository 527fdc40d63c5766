package dev.kanit.ledger.bundle;

/** How a closed rollout ended. */
public enum Outcome {
    COMPLETED,
    ROLLED_BACK
}
