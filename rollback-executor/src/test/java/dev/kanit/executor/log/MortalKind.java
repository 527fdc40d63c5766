package dev.kanit.executor.log;

import dev.kanit.executor.actuator.Actuator;
import dev.kanit.executor.actuator.ActuatorKind;
import dev.kanit.executor.actuator.Observation;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The actuator of one executor, which dies at a boundary: before a look, before a change, with the
 * change under way, or after it and before anybody knows.
 */
final class MortalKind implements ActuatorKind {

    /** Where it dies. */
    enum Point {
        LOOK,
        BEFORE_THE_CHANGE,
        CHANGE_UNDER_WAY,
        AFTER_THE_CHANGE
    }

    private final Map<String, CountingTarget> targets;
    private final Boundaries passed;
    private final Queue<Supplier<StepOutcome>> underWay;
    private final AtomicBoolean nextChangeKills;
    private volatile Optional<Point> deathAt = Optional.empty();
    private volatile boolean dead;

    /**
     * @param underWay takes changes that were sent and have not arrived when their sender died
     * @param nextChangeKills whoever sends a change while it is set dies with it under way, and
     *     clears it; shared by all executors
     */
    MortalKind(
            Map<String, CountingTarget> targets,
            Boundaries passed,
            Queue<Supplier<StepOutcome>> underWay,
            AtomicBoolean nextChangeKills) {
        this.targets = targets;
        this.passed = passed;
        this.underWay = underWay;
        this.nextChangeKills = nextChangeKills;
    }

    /** The process ends here. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** It dies when it next comes to this point. */
    void dieAt(Point point) {
        deathAt = Optional.of(point);
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

    private boolean isDying(Point now) {
        passed.one();
        dead |= deathAt.equals(Optional.of(now));
        return dead;
    }

    private void boundary(Point now) {
        if (isDying(now)) {
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
            boundary(Point.LOOK);
            return new Observation.Seen(target.observe());
        }

        @Override
        public StepOutcome change(Step.Change step, Observed seen, Fence fence) {
            boundary(Point.BEFORE_THE_CHANGE);
            if (nextChangeKills.compareAndSet(true, false)) {
                dieAt(Point.CHANGE_UNDER_WAY);
            }
            if (isDying(Point.CHANGE_UNDER_WAY)) {
                underWay.add(() -> target.obey(step, seen, fence));
                throw new Killed();
            }
            StepOutcome outcome = target.obey(step, seen, fence);
            boundary(Point.AFTER_THE_CHANGE);
            return outcome;
        }

        @Override
        public StepOutcome look(Step.Look step) {
            boundary(Point.LOOK);
            return new StepOutcome.Applied("well");
        }
    }
}
