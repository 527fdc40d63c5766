package dev.kanit.replay.backtest;

import dev.kanit.replay.ChangedDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a plan changes about one past rollout. What is better or worse is read from {@code before}
 * and {@code now}, which were asked alike; {@code then} is what truth rests on.
 *
 * @param bundle name of the file
 * @param rolloutId whose it is
 * @param truth what the release was worth
 * @param then what happened
 * @param before what the rollout's own plan says when every order is carried out at once
 * @param now what the plan under test says, asked in the same way
 * @param changedDecisions how many decisions differ between {@code before} and {@code now}
 * @param changes the first {@value #MAX_CHANGES} of them
 */
public record Comparison(
        String bundle,
        String rolloutId,
        Truth truth,
        Course then,
        Course before,
        Course now,
        int changedDecisions,
        List<ChangedDecision> changes) {

    /** Ten thousand rollouts must fit into memory. */
    public static final int MAX_CHANGES = 20;

    public Comparison {
        changes = List.copyOf(changes.subList(0, Math.min(changes.size(), MAX_CHANGES)));
        if (changedDecisions < changes.size()) {
            throw new IllegalArgumentException(
                    "changedDecisions: %d (expected: >= %d)"
                            .formatted(changedDecisions, changes.size()));
        }
    }

    /** How the rollout's own plan stands to the truth. */
    public Standing standingBefore() {
        return truth.standing(before.rollback());
    }

    /** How the plan under test does. */
    public Standing standingNow() {
        return truth.standing(now.rollback());
    }

    /** Whether the plan under test is wrong in a way in which the own plan was not. */
    public boolean isWorse() {
        return standingNow() != Standing.RIGHT && standingNow() != standingBefore();
    }

    /** Whether the own plan was wrong and the plan under test is right. */
    public boolean isBetter() {
        return standingNow() == Standing.RIGHT && standingBefore() != Standing.RIGHT;
    }

    /**
     * How much earlier a bad release is rolled back, negative when later; empty unless both plans
     * roll back, and rightly.
     */
    public Optional<Duration> gained() {
        if (truth.label() != Truth.Label.BAD
                || standingBefore() != Standing.RIGHT
                || standingNow() != Standing.RIGHT) {
            return Optional.empty();
        }
        Instant earlier = before.rollback().orElseThrow();
        return now.rollback().map(rollback -> Duration.between(rollback, earlier));
    }

    /** Whether the own plan, asked with orders carried out at once, ends as it did then. */
    public boolean isReproduced() {
        return before.rollback().isPresent() == then.rollback().isPresent();
    }
}
