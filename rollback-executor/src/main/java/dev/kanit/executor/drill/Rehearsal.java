package dev.kanit.executor.drill;

import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.schemas.RolloutIds;
import dev.kanit.wire.ActionKind;
import dev.kanit.wire.ActionOrder;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.StepOutcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One drill of a plan: its rollback, and its kill switch where the actuator has one.
 *
 * @param name a name that no rollout has: a drill is nobody's rollout
 * @param rollback one outcome a step
 * @param killSwitch likewise; empty when there is none
 * @param noKillSwitch why there is none; empty when there is one
 */
public record Rehearsal(
        String name,
        List<ActionOutcome> rollback,
        List<ActionOutcome> killSwitch,
        Optional<String> noKillSwitch) {

    static final String PREFIX = "drill-";

    public Rehearsal {
        rollback = List.copyOf(rollback);
        killSwitch = List.copyOf(killSwitch);
    }

    /** Goes through all steps of {@code plan}'s way back, and touches nothing. */
    public static Rehearsal of(RolloutPlan plan, Actuators actuators, InstantSource clock) {
        String name = name(plan, clock.instant());
        List<ActionOutcome> rollback =
                Drill.run(order(plan, name + "/1", ActionKind.ROLL_BACK), actuators, clock);
        List<ActionOutcome> killSwitch =
                Drill.run(order(plan, name + "/2", ActionKind.KILL_SWITCH), actuators, clock);
        // Whatever else would be refused has been told by the rollback's steps.
        Optional<String> refused =
                killSwitch.stream()
                        .filter(step -> step.getOutcome() == StepOutcome.REFUSED)
                        .map(ActionOutcome::getDetail)
                        .findFirst();
        return new Rehearsal(name, rollback, refused.isPresent() ? List.of() : killSwitch, refused);
    }

    /** All steps that were looked at. */
    public List<ActionOutcome> steps() {
        List<ActionOutcome> steps = new ArrayList<>(rollback);
        steps.addAll(killSwitch);
        return steps;
    }

    /** Whether every step could be done. */
    public boolean isFine() {
        return steps().stream().allMatch(Rehearsal::isDone);
    }

    /** Whether a step could be done. */
    public static boolean isDone(ActionOutcome step) {
        return switch (step.getOutcome()) {
            case APPLIED, ALREADY_IN_EFFECT -> true;
            case SUPERSEDED, REFUSED, UNREACHABLE -> false;
        };
    }

    private static String name(RolloutPlan plan, Instant at) {
        String time = "-" + at.getEpochSecond();
        String name = of(plan.name());
        return name.substring(0, Math.min(name.length(), RolloutIds.MAX_LENGTH - time.length()))
                + time;
    }

    /** How the names of a plan's drills begin. */
    static String of(String plan) {
        return PREFIX + plan.replaceAll("[^A-Za-z0-9._-]", "-");
    }

    private static ActionOrder order(RolloutPlan plan, String actionId, ActionKind kind) {
        return ActionOrder.newBuilder()
                .setActionId(actionId)
                .setKind(kind)
                .setWeightPercent(0)
                .setFromVersion(plan.from())
                .setToVersion(plan.to())
                .setActuator(plan.actuation().kind())
                .setActuatorSettings(plan.actuation().settings())
                .setSettings(Map.of())
                .setLimitMillis(plan.limits().rollbackWithin().toMillis())
                .build();
    }
}
