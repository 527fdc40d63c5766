package dev.kanit.executor.actuator;

import java.util.SortedMap;

/** One kind of actuator: makes an actuator from the plan's block. */
public interface ActuatorKind {

    /** Name in plans, for example {@code http}. */
    String name();

    /** The actuator that {@code settings} describe; connects to nothing yet. */
    Opening open(SortedMap<String, String> settings);

    /**
     * Does what the first order would otherwise wait for: loads classes, makes clients, opens
     * connections. Changes nothing outside of this process, throws nothing, and may be left out.
     * Ends soon, and at once when its thread is interrupted, which it leaves so.
     */
    default void prepare() {}

    /** What came of it. */
    sealed interface Opening {

        /** Ready to be used. */
        record Opened(Actuator actuator) implements Opening {}

        /** The settings describe no actuator. */
        record Unusable(String why) implements Opening {}
    }
}
