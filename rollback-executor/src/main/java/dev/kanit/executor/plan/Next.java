package dev.kanit.executor.plan;

/** Where an action goes on. */
public sealed interface Next {

    /** Take this step. */
    record Take(int number, Step step) implements Next {}

    /** Do not take this step, and record why. */
    record Leave(int number, StepOutcome outcome) implements Next {}

    /** All steps are recorded; the record that ends the action is missing. */
    record Conclude(RecordedStep last) implements Next {}

    /** Nothing is left to do. */
    record Ended() implements Next {}
}
