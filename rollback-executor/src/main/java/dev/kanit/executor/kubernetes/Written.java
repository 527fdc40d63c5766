package dev.kanit.executor.kubernetes;

import dev.kanit.executor.plan.StepOutcome;

/** From the answer to a change to the step's outcome. */
public final class Written {

    private Written() {}

    /** Applied, in the words of the move that led to it; or why not. */
    public static StepOutcome outcome(ClusterAnswer answer) {
        return outcome(answer, "");
    }

    /**
     * @param words what was changed
     */
    public static StepOutcome outcome(ClusterAnswer answer, String words) {
        return switch (answer) {
            case ClusterAnswer.Found _ -> new StepOutcome.Applied(words);
            case ClusterAnswer.Failed(StepOutcome why, _) -> why;
        };
    }

    /** {@code outcome} in these words when it is a success; a failure keeps its own. */
    public static StepOutcome told(StepOutcome outcome, String words) {
        return outcome.isSuccess() ? outcome.saying(words) : outcome;
    }
}
