package dev.kanit.executor.actuator;

import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.StepOutcome;

/** What came of looking at a target. */
public sealed interface Observation {

    /** It answered. */
    record Seen(Observed state) implements Observation {}

    /** It did not, or not in a way that can be read. */
    record Unseen(StepOutcome why) implements Observation {}
}
