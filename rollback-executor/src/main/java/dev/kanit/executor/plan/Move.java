package dev.kanit.executor.plan;

/** What a step means for a target in the state that was observed. */
public sealed interface Move {

    /** What would be done, or why not, for people. */
    String detail();

    /** The target must be changed. */
    record Act(String detail) implements Move {}

    /** It is so already, under this very fence. */
    record Keep(String detail) implements Move {}

    /** Not safe now: try again. */
    record Wait(String detail) implements Move {}

    /** The target has obeyed a newer order. */
    record Yield(String detail) implements Move {}
}
