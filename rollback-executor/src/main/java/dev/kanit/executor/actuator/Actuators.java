package dev.kanit.executor.actuator;

import dev.kanit.executor.actuator.ActuatorKind.Opening;
import java.util.SortedMap;
import java.util.TreeMap;

/** The kinds of actuators that this executor has. */
public final class Actuators {

    private final SortedMap<String, ActuatorKind> kinds = new TreeMap<>();

    private Actuators() {}

    /**
     * @throws IllegalArgumentException when two kinds have one name
     */
    public static Actuators of(ActuatorKind... kinds) {
        Actuators actuators = new Actuators();
        for (ActuatorKind kind : kinds) {
            if (actuators.kinds.put(kind.name(), kind) != null) {
                throw new IllegalArgumentException(
                        "actuator: " + kind.name() + " twice (expected: once)");
            }
        }
        return actuators;
    }

    /** The actuator that an order names, or why there is none. */
    public Opening open(String kind, SortedMap<String, String> settings) {
        ActuatorKind known = kinds.get(kind);
        if (known == null) {
            return new Opening.Unusable(
                    "actuator: " + kind + " (expected: " + kinds.keySet() + ")");
        }
        try {
            return known.open(settings);
        } catch (RuntimeException defect) {
            // Settings of one plan must end its order, not the executor of all.
            return new Opening.Unusable("actuator " + kind + " cannot be opened: " + defect);
        }
    }
}
