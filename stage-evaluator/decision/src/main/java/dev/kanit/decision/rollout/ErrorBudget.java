package dev.kanit.decision.rollout;

import dev.kanit.decision.measure.Burns;
import dev.kanit.decision.plan.NightPlan;
import dev.kanit.decision.plan.Objective;
import java.time.Duration;
import java.util.Optional;

/**
 * What is left of what the service may break, as far as this rollout has seen it.
 *
 * @param left share of a period's budget, 1 at first; below 0 when more was spent than there was
 * @param burn how fast it is spent now, over the shortest window; NaN when unknown
 * @param lasts how long what is left lasts at that rate; empty when nothing is spent
 */
public record ErrorBudget(double left, double burn, Optional<Duration> lasts) {

    /** The budget now; empty when the plan promises nothing or nothing was counted. */
    public static Optional<ErrorBudget> of(RolloutState state) {
        Burns burns = state.measured().burns();
        Optional<NightPlan> night = state.plan().ritual().night();
        if (night.isEmpty() || night.get().objective().isEmpty() || !(burns.total() > 0)) {
            return Optional.empty();
        }
        Objective objective = night.get().objective().get();
        double period = (double) objective.period().toMillis();
        double elapsed = Math.min(period, (double) (burns.lastMillis() - burns.sinceMillis()));
        double left = 1 - objective.burn(burns.bad() / burns.total()) * elapsed / period;
        double burn =
                night.get().windows().isEmpty()
                        ? Double.NaN
                        : burns.rate(night.get(), night.get().windows().getFirst());
        Optional<Duration> lasts =
                burn > 0
                        ? Optional.of(
                                Duration.ofMillis(
                                        (long) Math.max(0, Math.min(1e15, left * period / burn))))
                        : Optional.empty();
        return Optional.of(new ErrorBudget(left, burn, lasts));
    }
}
