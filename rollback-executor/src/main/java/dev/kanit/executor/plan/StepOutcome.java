package dev.kanit.executor.plan;

/** How a step ended, or one attempt at it. */
public sealed interface StepOutcome {

    /** What was set, from what, to what; or why not. */
    String detail();

    /** Whether what the step wants is so. */
    default boolean isSuccess() {
        return this instanceof Applied || this instanceof AlreadyInEffect;
    }

    /** The same outcome, told in other words. */
    default StepOutcome saying(String words) {
        return switch (this) {
            case Applied _ -> new Applied(words);
            case AlreadyInEffect _ -> new AlreadyInEffect(words);
            case Superseded _ -> new Superseded(words);
            case Refused _ -> new Refused(words);
            case Unreachable _ -> new Unreachable(words);
        };
    }

    /** Done now. */
    record Applied(String detail) implements StepOutcome {}

    /** Nothing had to change. */
    record AlreadyInEffect(String detail) implements StepOutcome {}

    /** A newer order exists. */
    record Superseded(String detail) implements StepOutcome {}

    /** The target said no, for good. */
    record Refused(String detail) implements StepOutcome {}

    /** Not now; the only outcome that is tried again. */
    record Unreachable(String detail) implements StepOutcome {}
}
