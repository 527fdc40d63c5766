package dev.kanit.archiver.intake;

import java.time.Duration;

/** How the intake stands. */
public sealed interface IntakeHealth {

    /** Not every partition is open yet. */
    record Starting() implements IntakeHealth {}

    /** All partitions are being archived. */
    record Archiving() implements IntakeHealth {}

    /**
     * Records wait longer for a signed checkpoint than is promised.
     *
     * @param age of the oldest
     */
    record Late(Duration age) implements IntakeHealth {}

    /** Nothing can be archived at the moment; tried again until it can. */
    record Failing(String why) implements IntakeHealth {}

    /** A partition, or everything, is not archived any more until a person has looked. */
    record Stopped(String why) implements IntakeHealth {}

    /** Closed by its owner. */
    record Closed() implements IntakeHealth {}
}
