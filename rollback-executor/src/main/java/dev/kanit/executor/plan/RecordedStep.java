package dev.kanit.executor.plan;

/**
 * What the log knows, or shall know, of a step.
 *
 * @param number from 1
 * @param outcome how it ended, or stands
 * @param finished whether the action ends with it
 */
public record RecordedStep(int number, StepOutcome outcome, boolean finished) {

    public RecordedStep {
        if (number < 1) {
            throw new IllegalArgumentException("number: " + number + " (expected: >= 1)");
        }
    }
}
