package dev.kanit.executor;

import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Order;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Orders for tests. */
public final class Orders {

    private Orders() {}

    public static Order rollback(
            String rollout, long generation, SortedMap<String, String> actuator, Duration limit) {
        return order(rollout, generation, Order.Kind.ROLL_BACK, 0, actuator, limit);
    }

    public static Order weight(
            String rollout,
            long generation,
            double percent,
            SortedMap<String, String> actuator,
            Duration limit) {
        return order(rollout, generation, Order.Kind.SET_WEIGHT, percent, actuator, limit);
    }

    private static Order order(
            String rollout,
            long generation,
            Order.Kind kind,
            double percent,
            SortedMap<String, String> actuator,
            Duration limit) {
        return new Order(
                rollout,
                new Fence(generation, rollout + "/" + generation * 10),
                kind,
                percent,
                "",
                "v1.3.1",
                "v1.4.0",
                "http",
                actuator,
                new TreeMap<>(Map.of("csp", "off")),
                limit);
    }
}
