package dev.kanit.executor.log;

/** How the executor stands. */
public sealed interface FollowerHealth {

    /** Waiting for its first partition. */
    record Starting() implements FollowerHealth {}

    /** Following decisions. */
    record Following() implements FollowerHealth {}

    /** The log cannot be followed at the moment; tried again until it can. */
    record Failing(String why) implements FollowerHealth {}

    /** Stopped for good: an error after which nothing may be recorded. To be restarted. */
    record Crashed(String why) implements FollowerHealth {}

    /** Closed by its owner. */
    record Closed() implements FollowerHealth {}
}
