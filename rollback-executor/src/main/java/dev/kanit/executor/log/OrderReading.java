package dev.kanit.executor.log;

import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Order;
import dev.kanit.wire.ActionOrder;
import dev.kanit.wire.RolloutDecision;
import java.time.Duration;
import java.util.TreeMap;

/** What a decision asks of the executor. */
public sealed interface OrderReading {

    /** It orders nothing. */
    record Nothing() implements OrderReading {}

    /** It orders this. */
    record Ordered(Order order) implements OrderReading {}

    /** It orders something that makes no sense. */
    record Senseless(String why) implements OrderReading {}

    /** Reads the order that {@code decision} carries. */
    static OrderReading of(RolloutDecision decision) {
        ActionOrder wire = decision.getOrder();
        return wire == null
                ? new Nothing()
                : read(decision.getRolloutId(), decision.getGeneration(), wire);
    }

    /** Reads {@code wire} as an order of {@code rolloutId} and {@code generation}. */
    static OrderReading read(String rolloutId, long generation, ActionOrder wire) {
        Duration limit = Duration.ofMillis(wire.getLimitMillis());
        if (limit.compareTo(Limits.LONGEST_ACTION) > 0) {
            return new Senseless(
                    "limit: " + limit + " (expected: <= " + Limits.LONGEST_ACTION + ")");
        }
        try {
            return new Ordered(
                    new Order(
                            rolloutId,
                            new Fence(generation, wire.getActionId()),
                            switch (wire.getKind()) {
                                case SET_WEIGHT -> Order.Kind.SET_WEIGHT;
                                case ROLL_BACK -> Order.Kind.ROLL_BACK;
                                case MITIGATE -> Order.Kind.MITIGATE;
                                case PROMOTE -> Order.Kind.PROMOTE;
                                case KILL_SWITCH -> Order.Kind.KILL_SWITCH;
                            },
                            wire.getWeightPercent(),
                            wire.getValue(),
                            wire.getFromVersion(),
                            wire.getToVersion(),
                            wire.getActuator(),
                            new TreeMap<>(wire.getActuatorSettings()),
                            new TreeMap<>(wire.getSettings()),
                            limit));
        } catch (IllegalArgumentException senseless) {
            return new Senseless(String.valueOf(senseless.getMessage()));
        }
    }
}
