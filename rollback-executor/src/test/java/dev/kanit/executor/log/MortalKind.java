package dev.kanit.executor.log;

import dev.kanit.executor.actuator.Actuator;
import dev.kanit.executor.actuator.ActuatorKind;
import dev.kanit.executor.actuator.Observation;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The actuator of one executor, which dies at a boundary: before a look, before a change, with the
 * change under way, or after it and before anybody knows.
 */
final class MortalKind implements ActuatorKind {

    private static final int FOREVER = Integer.MAX_VALUE;

    private final Map<String, CountingTarget> targets;
    private final Boundaries passed;
    private final Queue<Runnable> underWay;
    private final AtomicInteger lives = new AtomicInteger(FOREVER);

    /**
     * @param underWay takes changes that were sent and have not arrived when their sender died
     */
    MortalKind(Map<String, CountingTarget> targets, Boundaries passed, Queue<Runnable> underWay) {
        this.targets = targets;
        this.passed = passed;
        this.underWay = underWay;
    }

    /** The process ends here. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** It dies after so many boundaries from now. */
    void dieAfter(int boundaries) {
        lives.set(boundaries);
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public Opening open(SortedMap<String, String> settings) {
        CountingTarget target = targets.get(settings.getOrDefault("target", ""));
        return target == null
                ? new Opening.Unusable("no such target")
                : new Opening.Opened(new Mortal(target));
    }

    private boolean isDying() {
        passed.one();
        return lives.getAndUpdate(left -> left == FOREVER ? left : left - 1) <= 0;
    }

    private void boundary() {
        if (isDying()) {
            throw new Killed();
        }
    }

    private final class Mortal implements Actuator {

        private final CountingTarget target;

        Mortal(CountingTarget target) {
            this.target = target;
        }

        @Override
        public Observation observe() {
            boundary();
            return new Observation.Seen(target.observe());
        }

        @Override
        public StepOutcome change(Step.Change step, Observed seen, Fence fence) {
            boundary();
            if (isDying()) {
                underWay.add(() -> target.obey(step, seen, fence));
                throw new Killed();
            }
            StepOutcome outcome = target.obey(step, seen, fence);
            boundary();
            return outcome;
        }

        @Override
        public StepOutcome look(Step.Look step) {
            boundary();
            return new StepOutcome.Applied("well");
        }
    }
}
