package dev.kanit.executor.actuator;

import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;

/**
 * Steers one target. Calls block for a few seconds at most, throw nothing, and may come from any
 * thread.
 */
public interface Actuator {

    /** The target's state, or why it could not be read. Changes nothing. */
    Observation observe();

    /**
     * Changes the target once, on condition that it is still as {@code seen} and has obeyed no
     * newer generation. The same step under the same fence may come again after a crash, and must
     * then have no further effect.
     */
    StepOutcome change(Step.Change step, Observed seen, Fence fence);

    /** Looks at the target once; {@code Unreachable} when what is hoped for is not so yet. */
    StepOutcome look(Step.Look step);
}
