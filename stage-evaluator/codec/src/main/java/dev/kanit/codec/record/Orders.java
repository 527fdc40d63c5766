package dev.kanit.codec.record;

import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.decision.rollout.Phase;
import dev.kanit.decision.rollout.RitualEvent;
import dev.kanit.decision.rollout.RolloutEvent;
import dev.kanit.decision.rollout.RolloutState;
import dev.kanit.wire.ActionKind;
import dev.kanit.wire.ActionOrder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a decision orders the executor to do; complete, so that the executor needs nothing else. */
final class Orders {

    private Orders() {}

    static Optional<ActionOrder> of(RolloutState state, RolloutEvent.Decision event) {
        RolloutPlan plan = state.plan();
        return switch (event) {
            case RolloutEvent.StageEntered entered ->
                    Optional.of(
                            order(
                                    state,
                                    ActionKind.SET_WEIGHT,
                                    plan.stages().get(entered.stage()).weight().percent(),
                                    new TreeMap<>(),
                                    plan.limits().weightWithin(),
                                    plan.stages().get(entered.stage()).value()));
            case RolloutEvent.RollbackOrdered _ ->
                    Optional.of(
                            order(
                                    state,
                                    ActionKind.ROLL_BACK,
                                    0,
                                    new TreeMap<>(),
                                    plan.limits().rollbackWithin()));
            case RolloutEvent.MitigationOrdered ordered ->
                    Optional.of(
                            order(
                                    state,
                                    ActionKind.MITIGATE,
                                    plan.stages().get(state.phase().stage()).weight().percent(),
                                    ordered.settings(),
                                    plan.limits().weightWithin()));
            case RitualEvent.PromotionOrdered _ ->
                    Optional.of(
                            order(
                                    state,
                                    ActionKind.PROMOTE,
                                    plan.stages().get(state.phase().stage()).weight().percent(),
                                    new TreeMap<>(),
                                    plan.limits().rollbackWithin()));
            case RitualEvent.KillSwitchOrdered _ ->
                    Optional.of(
                            order(
                                    state,
                                    ActionKind.KILL_SWITCH,
                                    weightInEffect(state),
                                    new TreeMap<>(),
                                    plan.limits().weightWithin()));
            default -> Optional.empty();
        };
    }

    private static double weightInEffect(RolloutState state) {
        return state.phase() instanceof Phase.Preparing
                ? 0
                : state.plan().stages().get(state.phase().stage()).weight().percent();
    }

    private static ActionOrder order(
            RolloutState state,
            ActionKind kind,
            double weightPercent,
            SortedMap<String, String> settings,
            Duration limit) {
        return order(state, kind, weightPercent, settings, limit, "");
    }

    private static ActionOrder order(
            RolloutState state,
            ActionKind kind,
            double weightPercent,
            SortedMap<String, String> settings,
            Duration limit,
            String value) {
        RolloutPlan plan = state.plan();
        Map<String, String> actuator = plan.actuation().settings();
        return ActionOrder.newBuilder()
                .setActionId(state.decisionId())
                .setKind(kind)
                .setWeightPercent(weightPercent)
                .setFromVersion(plan.from())
                .setToVersion(plan.to())
                .setActuator(plan.actuation().kind())
                .setActuatorSettings(actuator)
                .setSettings(settings)
                .setValue(value)
                .setLimitMillis(limit.toMillis())
                .build();
    }
}
