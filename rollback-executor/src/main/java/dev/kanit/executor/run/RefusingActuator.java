package dev.kanit.executor.run;

import dev.kanit.executor.actuator.Actuator;
import dev.kanit.executor.actuator.Observation;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;

/**
 * Stands in for an actuator that cannot be had, so that the order ends with a record that says why.
 */
record RefusingActuator(String why) implements Actuator {

    @Override
    public Observation observe() {
        return new Observation.Unseen(new StepOutcome.Refused(why));
    }

    @Override
    public StepOutcome change(Step.Change step, Observed seen, Fence fence) {
        return new StepOutcome.Refused(why);
    }

    @Override
    public StepOutcome look(Step.Look step) {
        return new StepOutcome.Refused(why);
    }
}
