package dev.kanit.collector.round;

import dev.kanit.wire.Absence;

/** What a source says to one question. */
public sealed interface Observation {

    /** A finite number. */
    record Value(double value) implements Observation {
        public Value {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("value: " + value + " (expected: finite)");
            }
        }
    }

    /** No number, and why. */
    record Absent(Absence why) implements Observation {}

    /** A value, or NOT_A_NUMBER for NaN and the infinities. */
    static Observation of(double value) {
        return Double.isFinite(value) ? new Value(value) : new Absent(Absence.NOT_A_NUMBER);
    }

    static Observation absent(Absence why) {
        return new Absent(why);
    }
}
