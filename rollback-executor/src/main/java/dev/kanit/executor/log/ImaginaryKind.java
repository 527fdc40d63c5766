package dev.kanit.executor.log;

import dev.kanit.executor.actuator.Actuator;
import dev.kanit.executor.actuator.ActuatorKind;
import dev.kanit.executor.actuator.Observation;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import java.util.SortedMap;
import java.util.TreeMap;

/** A target that is there for nobody, and does at once what it is told. */
final class ImaginaryKind implements ActuatorKind {

    @Override
    public String name() {
        return "imaginary";
    }

    @Override
    public Opening open(SortedMap<String, String> settings) {
        return new Opening.Opened(new ImaginaryActuator());
    }

    private static final class ImaginaryActuator implements Actuator {

        @Override
        public Observation observe() {
            return new Observation.Seen(
                    new Observed(25, 0, "v1", "v2", true, true, new TreeMap<>(), "1"));
        }

        @Override
        public StepOutcome change(Step.Change step, Observed seen, Fence fence) {
            return new StepOutcome.Applied(step.name());
        }

        @Override
        public StepOutcome look(Step.Look step) {
            return new StepOutcome.Applied(step.name());
        }
    }
}
