package dev.kanit.executor.plan;

import java.math.BigDecimal;

/** From a step and the observed state to what is to be done. */
public final class Moves {

    private Moves() {}

    /**
     * What {@code step} means now. A value that is already right is set again unless the target has
     * seen this order's generation: the write is what fences older orders out.
     */
    public static Move of(Step.Change step, Order order, Observed seen) {
        if (seen.newestGeneration() > order.fence().generation()) {
            return new Move.Yield(
                    "target obeys generation %d (this order: %d)"
                            .formatted(seen.newestGeneration(), order.fence().generation()));
        }
        boolean isFenced = seen.generation() == order.fence().generation();
        return switch (step) {
            case Step.SetWeight(double weight, String value) ->
                    weight(weight, value, order, seen, isFenced);
            case Step.StopCanary _ -> weight(0, "", order, seen, isFenced);
            case Step.RestoreVersion(String version) ->
                    seen.canaryVersion().equals(version) && isFenced
                            ? new Move.Keep(version + " runs in the canary's place")
                            : new Move.Act(
                                    "canary's place: " + seen.canaryVersion() + " → " + version);
            case Step.Restart _ -> new Move.Act("restart in the canary's place");
            case Step.ApplySettings apply ->
                    seen.settings().entrySet().containsAll(apply.settings().entrySet()) && isFenced
                            ? new Move.Keep("set already: " + apply.settings())
                            : new Move.Act(changes(apply, seen));
            case Step.Promote(String version) -> promotion(version, seen, isFenced);
            case Step.SwitchOff _ ->
                    seen.switchedOff() && isFenced
                            ? new Move.Keep("off in the canary's scope")
                            : new Move.Act(
                                    "canary's scope: "
                                            + (seen.switchedOff() ? "off" : "on")
                                            + " → off");
        };
    }

    private static Move promotion(String version, Observed seen, boolean isFenced) {
        // First of all: what only the canary needed is gone by then, its readiness included. The
        // fence of the whole is the promotion's last write, and says that it is done.
        if (isFenced) {
            return new Move.Keep(version + " runs in the stable version's place");
        }
        if (!seen.canaryReady()) {
            return new Move.Wait("canary %s is not ready: not promoted".formatted(version));
        }
        return new Move.Act("stable version's place: " + seen.stableVersion() + " → " + version);
    }

    private static Move weight(
            double wanted, String value, Order order, Observed seen, boolean isFenced) {
        String change = told(seen.weightPercent(), seen.value()) + " → " + told(wanted, value);
        if (seen.isAbove(wanted) && !seen.stableReady()) {
            return new Move.Wait(
                    "stable %s is not ready: traffic stays as it is (canary weight %s not done)"
                            .formatted(order.stableVersion(), change));
        }
        if (seen.isBelow(wanted) && !seen.canaryReady()) {
            return new Move.Wait(
                    "canary %s is not ready: traffic stays as it is (canary weight %s not done)"
                            .formatted(order.canaryVersion(), change));
        }
        if (wanted > 0 && seen.switchedOff()) {
            return new Move.Wait(
                    ("the feature is switched off in the canary's scope, and only a person switches"
                                    + " it on (canary weight %s not done)")
                            .formatted(change));
        }
        boolean isSo =
                !seen.isAbove(wanted)
                        && !seen.isBelow(wanted)
                        && (value.isEmpty() || value.equals(seen.value()));
        return isSo && isFenced
                ? new Move.Keep("canary weight is " + told(wanted, value))
                : new Move.Act("canary weight " + change);
    }

    private static String changes(Step.ApplySettings apply, Observed seen) {
        StringBuilder text = new StringBuilder("set");
        apply.settings()
                .forEach(
                        (name, value) ->
                                text.append(' ')
                                        .append(name)
                                        .append(": ")
                                        .append(seen.settings().getOrDefault(name, "unset"))
                                        .append(" → ")
                                        .append(value));
        return text.toString();
    }

    private static String told(double weight, String value) {
        return value.isEmpty() ? percent(weight) : percent(weight) + " (" + value + ")";
    }

    private static String percent(double value) {
        if (Double.isNaN(value)) {
            return "unknown";
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        return (exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString()) + " %";
    }
}
