package dev.kanit.decision.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * What surrounds the stages. A plan without any of it starts its first stage at once.
 *
 * @param checks what must be answered before the first stage
 * @param go who must agree when not all checks pass
 * @param freeze when changes are frozen
 * @param change what kind of change this rollout is, against freeze windows
 * @param night what the watch after the last stage looks at besides
 * @param promote whether the canary's version becomes the stable one when the watch has ended
 */
public record Ritual(
        Optional<CheckPlan> checks,
        GoRule go,
        Optional<FreezePlan> freeze,
        String change,
        Optional<NightPlan> night,
        boolean promote) {

    public static final String USUAL_CHANGE = "application";

    public static final Ritual NONE =
            new Ritual(
                    Optional.empty(),
                    GoRule.USUAL,
                    Optional.empty(),
                    USUAL_CHANGE,
                    Optional.empty(),
                    false);

    /** Whether the rollout waits for GO before its first stage. */
    public boolean prepares() {
        return checks.isPresent() || freeze.isPresent();
    }

    /** How long after its start a rollout's first stage is planned. */
    public Duration lead() {
        Duration checked = checks.map(CheckPlan::longestAt).orElse(Duration.ZERO);
        Duration frozen = freeze.map(FreezePlan::from).orElse(Duration.ZERO);
        return checked.compareTo(frozen) >= 0 ? checked : frozen;
    }

    /** What burn rates are of; empty when the plan promises nothing. */
    public Optional<Objective> objective() {
        return night.flatMap(NightPlan::objective);
    }
}
