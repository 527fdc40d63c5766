package dev.kanit.collector.push;

import dev.kanit.wire.SignalReading;
import java.time.Instant;
import java.util.List;

/** What was made of a pushed body. */
sealed interface Pushed {

    /** Readings to publish. */
    record Snapshot(Instant takenAt, List<SignalReading> readings) implements Pushed {
        public Snapshot {
            readings = List.copyOf(readings);
        }
    }

    /** Nothing to publish; {@code why} names the value and what was expected. */
    record Refused(String why) implements Pushed {}
}
