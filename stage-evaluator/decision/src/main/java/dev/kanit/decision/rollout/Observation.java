package dev.kanit.decision.rollout;

import dev.kanit.decision.judge.Judgement;
import dev.kanit.decision.measure.Measurements;
import dev.kanit.decision.rule.Reason;
import dev.kanit.decision.rule.Streaks;
import java.util.Optional;

/**
 * What the snapshots so far amount to.
 *
 * @param measured readings and windows
 * @param streaks how long triggers have held
 * @param steadiness since when things have been well
 * @param judgement the judge's view; empty when the plan compares nothing with the stable fleet
 * @param lastIgnored why the newest snapshot was ignored; empty when it was used
 */
public record Observation(
        Measurements measured,
        Streaks streaks,
        Steadiness steadiness,
        Optional<Judgement> judgement,
        Optional<Reason> lastIgnored) {

    Observation ignoring(Reason reason) {
        return new Observation(measured, streaks, steadiness, judgement, Optional.of(reason));
    }

    Observation fired(int trigger) {
        return new Observation(
                measured, streaks.markedFired(trigger), steadiness, judgement, lastIgnored);
    }

    Observation judging(Judgement next) {
        return new Observation(measured, streaks, steadiness, Optional.of(next), lastIgnored);
    }
}
