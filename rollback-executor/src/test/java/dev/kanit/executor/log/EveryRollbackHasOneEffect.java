package dev.kanit.executor.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.executor.plan.Order;
import dev.kanit.wire.ActionOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Each rollback takes the canary out once and restores once, and nothing follows it. */
final class EveryRollbackHasOneEffect implements Guarantee {

    private final Map<Order, CountingTarget> rollbacks = new LinkedHashMap<>();

    @Override
    public void ordered(Order order, CountingTarget target) {
        if (order.kind() == Order.Kind.ROLL_BACK) {
            rollbacks.put(order, target);
        }
    }

    @Override
    public void check(List<ActionOutcome> records) {
        rollbacks.forEach(
                (order, target) -> {
                    String rollout = order.rolloutId();
                    List<String> effects = target.effects();
                    assertThat(effects)
                            .as("%s: effects", rollout)
                            .containsOnlyOnce("weight 0.0", "version v1.3.1");
                    assertThat(effects.subList(effects.size() - 2, effects.size()))
                            .as("%s: effects", rollout)
                            .containsExactly("weight 0.0", "version v1.3.1");
                    assertThat(ends(records, order))
                            .as("%s: ends", rollout)
                            .isNotEmpty()
                            .allMatch(end -> Outcomes.fromWire(end).outcome().isSuccess());
                });
    }

    private static List<ActionOutcome> ends(List<ActionOutcome> records, Order order) {
        return records.stream()
                .filter(one -> one.getActionId().equals(order.fence().actionId()))
                .filter(ActionOutcome::getFinished)
                .toList();
    }
}
