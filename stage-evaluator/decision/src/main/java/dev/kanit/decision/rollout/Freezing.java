package dev.kanit.decision.rollout;

import dev.kanit.decision.plan.ZoneFacts;
import java.util.Optional;

/**
 * Which freezes are known of, and by which wall clock.
 *
 * @param declaredBy who declared one by hand; empty when nobody has
 * @param zone what the plan's freeze windows go by; empty when it has none
 */
public record Freezing(String declaredBy, Optional<ZoneFacts> zone) {

    static final Freezing NONE = new Freezing("", Optional.empty());

    /** What freezes a rollout now, for people; empty when nothing does. */
    public static Optional<String> cause(RolloutState state, long nowMillis) {
        return FreezeDecider.cause(state, nowMillis);
    }

    Freezing declared(String person) {
        return new Freezing(person, zone);
    }

    Freezing by(ZoneFacts facts) {
        return new Freezing(declaredBy, Optional.of(facts));
    }
}
