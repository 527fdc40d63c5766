package dev.kanit.executor.actuator;

import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import java.util.Set;

/**
 * Steers one target. Calls block for a few seconds at most, throw nothing, and may come from any
 * thread.
 */
public interface Actuator {

    /** What an actuator has a say in, when several act together. */
    enum Say {
        /** Who gets how much traffic. */
        TRAFFIC,
        /** How many servers there are for it. */
        SERVERS,
        /** Settings that mitigations set. */
        SETTINGS,
        /** What runs in the stable version's place. */
        PROMOTION,
        /** A kill switch of the canary's scope. */
        SWITCH
    }

    /** What it has a say in; of an order about something else it only keeps the fence. */
    default Set<Say> says() {
        return Set.of(Say.values());
    }

    /** The target's state, or why it could not be read. Changes nothing. */
    Observation observe();

    /**
     * Changes the target once, on condition that it is still as {@code seen} and has obeyed no
     * newer generation. The same step under the same fence may come again after a crash, and must
     * then have no further effect.
     */
    StepOutcome change(Step.Change step, Observed seen, Fence fence);

    /**
     * Leaves the fence and changes nothing else, so that no older order is obeyed here after a
     * newer one was obeyed elsewhere. A target without a fence has nothing to do.
     */
    default StepOutcome fence(Observed seen, Fence fence) {
        return new StepOutcome.AlreadyInEffect("no fence to leave here");
    }

    /**
     * What only the canary needed goes, once the stable version's place has the promoted version
     * and all traffic. The end of a promotion by several actuators.
     */
    default StepOutcome retireCanary(Observed seen, Fence fence) {
        return fence(seen, fence);
    }

    /** Looks at the target once; {@code Unreachable} when what is hoped for is not so yet. */
    StepOutcome look(Step.Look step);
}
