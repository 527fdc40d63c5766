package dev.kanit.decision.rollout;

/**
 * What goes on around the stages.
 *
 * @param preparation before the first stage
 * @param freezing whether changes are frozen
 */
public record Proceedings(Preparation preparation, Freezing freezing) {

    Proceedings preparing(Preparation next) {
        return new Proceedings(next, freezing);
    }

    Proceedings freezing(Freezing next) {
        return new Proceedings(preparation, next);
    }
}
