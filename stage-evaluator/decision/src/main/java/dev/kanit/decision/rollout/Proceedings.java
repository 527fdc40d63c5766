package dev.kanit.decision.rollout;

import java.util.Optional;

/**
 * What goes on around the stages.
 *
 * @param preparation before the first stage
 * @param freezing whether changes are frozen
 * @param night after the last stage; empty before, and for a plan without a night
 */
public record Proceedings(Preparation preparation, Freezing freezing, Optional<NightWatch> night) {

    Proceedings preparing(Preparation next) {
        return new Proceedings(next, freezing, night);
    }

    Proceedings freezing(Freezing next) {
        return new Proceedings(preparation, next, night);
    }

    Proceedings night(NightWatch next) {
        return new Proceedings(preparation, freezing, Optional.of(next));
    }
}
