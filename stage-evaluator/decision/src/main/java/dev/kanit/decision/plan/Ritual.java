package dev.kanit.decision.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * What surrounds the stages. A plan without any of it starts its first stage at once.
 *
 * @param checks what must be answered before the first stage
 * @param go who must agree when not all checks pass
 * @param promote whether the canary's version becomes the stable one when the watch has ended
 */
public record Ritual(Optional<CheckPlan> checks, GoRule go, boolean promote) {

    public static final Ritual NONE = new Ritual(Optional.empty(), GoRule.USUAL, false);

    /** Whether the rollout waits for GO before its first stage. */
    public boolean prepares() {
        return checks.isPresent();
    }

    /** How long after its start a rollout's first stage is planned. */
    public Duration lead() {
        return checks.map(CheckPlan::longestAt).orElse(Duration.ZERO);
    }
}
