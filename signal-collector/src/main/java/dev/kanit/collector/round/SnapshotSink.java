package dev.kanit.collector.round;

import dev.kanit.wire.SignalReading;
import java.time.Instant;
import java.util.List;

/** Where finished rounds go. */
@FunctionalInterface
public interface SnapshotSink {

    /** Takes the readings of one round; numbers them, and does not wait for their arrival. */
    void publish(String rolloutId, Instant takenAt, List<SignalReading> readings);
}
