package dev.kanit.executor.drill;

import dev.kanit.executor.actuator.Actuator;
import dev.kanit.executor.actuator.ActuatorKind.Opening;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.actuator.Observation;
import dev.kanit.executor.log.OrderReading;
import dev.kanit.executor.log.OrderReading.Nothing;
import dev.kanit.executor.log.OrderReading.Ordered;
import dev.kanit.executor.log.OrderReading.Senseless;
import dev.kanit.executor.log.Outcomes;
import dev.kanit.executor.plan.ActionPlan;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Move;
import dev.kanit.executor.plan.Moves;
import dev.kanit.executor.plan.Order;
import dev.kanit.executor.plan.RecordedStep;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import dev.kanit.wire.ActionOrder;
import dev.kanit.wire.ActionOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through an order's steps without taking one: reads the target's state, tells what each step
 * would change, and really looks where a step only looks.
 */
public final class Drill {

    private static final Logger LOG = LoggerFactory.getLogger(Drill.class);
    private static final String NAME = "drill";

    private Drill() {}

    /**
     * One outcome per step, each with {@code dryRun} set. The drill goes on after a step that would
     * fail, since the rest is worth knowing, too.
     *
     * @throws IllegalArgumentException when the order makes no sense
     */
    public static List<ActionOutcome> run(ActionOrder wire, Actuators actuators) {
        return run(wire, actuators, InstantSource.system());
    }

    static List<ActionOutcome> run(ActionOrder wire, Actuators actuators, InstantSource clock) {
        Order order = read(wire);
        List<Step> steps = ActionPlan.steps(order);
        List<ActionOutcome> outcomes = new ArrayList<>();
        for (int number = 1; number <= steps.size(); number++) {
            Instant startedAt = clock.instant();
            long began = System.nanoTime();
            StepOutcome outcome =
                    switch (actuators.open(order.actuator(), order.actuatorSettings())) {
                        case Opening.Unusable(String why) -> new StepOutcome.Refused(why);
                        case Opening.Opened(Actuator actuator) ->
                                look(actuator, order, steps.get(number - 1));
                    };
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            RecordedStep step = new RecordedStep(number, outcome, number == steps.size());
            outcomes.add(Outcomes.toWire(order, step, startedAt, took, true, NAME));
            LOG.atInfo()
                    .addKeyValue("rolloutId", order.rolloutId())
                    .addKeyValue("step", steps.get(number - 1).name())
                    .addKeyValue("reason", outcome.detail())
                    .log("drill: nothing was touched");
        }
        return List.copyOf(outcomes);
    }

    private static StepOutcome look(Actuator actuator, Order order, Step step) {
        return switch (step) {
            case Step.VerifySwitchedOff after -> afterwards(actuator.look(after));
            case Step.VerifyPromotion after -> afterwards(actuator.look(after));
            case Step.Look look -> actuator.look(look);
            case Step.Change change ->
                    switch (actuator.observe()) {
                        case Observation.Unseen(StepOutcome why) -> why;
                        case Observation.Seen(var seen) -> {
                            // As an order that comes next, whatever the target has obeyed so far.
                            Fence next =
                                    new Fence(
                                            seen.newestGeneration() + 1, order.fence().actionId());
                            yield outcome(Moves.of(change, fencedBy(next, order), seen));
                        }
                    };
        };
    }

    /** What is only so when the step before was taken is no obstacle to taking it. */
    private static StepOutcome afterwards(StepOutcome now) {
        return now instanceof StepOutcome.Unreachable(String why)
                ? new StepOutcome.Applied("would look again: " + why)
                : now;
    }

    private static StepOutcome outcome(Move move) {
        return switch (move) {
            case Move.Act(String what) -> new StepOutcome.Applied("would do: " + what);
            case Move.Keep(String what) -> new StepOutcome.AlreadyInEffect(what);
            case Move.Wait(String why) -> new StepOutcome.Unreachable("would wait: " + why);
            case Move.Yield(String why) -> new StepOutcome.Superseded(why);
        };
    }

    private static Order fencedBy(Fence fence, Order order) {
        return new Order(
                order.rolloutId(),
                fence,
                order.kind(),
                order.weightPercent(),
                order.value(),
                order.stableVersion(),
                order.canaryVersion(),
                order.actuator(),
                order.actuatorSettings(),
                order.settings(),
                order.limit());
    }

    private static Order read(ActionOrder wire) {
        String action = wire.getActionId();
        String rollout =
                action.contains("/") ? action.substring(0, action.lastIndexOf('/')) : action;
        return switch (OrderReading.read(rollout, 0, wire)) {
            case Ordered(Order order) -> order;
            case Senseless(String why) -> throw new IllegalArgumentException(why);
            case Nothing _ -> throw new IllegalArgumentException("order: none (expected: one)");
        };
    }
}
