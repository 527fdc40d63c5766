package dev.kanit.executor.actuator;

import dev.kanit.executor.actuator.ActuatorKind.Opening;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The kinds of actuators that this executor has. */
public final class Actuators {

    private static final String TOGETHER = "+";

    private final SortedMap<String, ActuatorKind> kinds = new TreeMap<>();

    private Actuators() {}

    /**
     * @throws IllegalArgumentException when two kinds have one name
     */
    public static Actuators of(ActuatorKind... kinds) {
        return of(List.of(), kinds);
    }

    /**
     * @throws IllegalArgumentException when two kinds have one name
     */
    public static Actuators of(List<ActuatorKind> family, ActuatorKind... others) {
        Actuators actuators = new Actuators();
        List<ActuatorKind> kinds = new ArrayList<>(family);
        kinds.addAll(List.of(others));
        for (ActuatorKind kind : kinds) {
            if (actuators.kinds.put(kind.name(), kind) != null) {
                throw new IllegalArgumentException(
                        "actuator: " + kind.name() + " twice (expected: once)");
            }
        }
        return actuators;
    }

    /**
     * The actuator that an order names, or why there is none.
     *
     * @param kind one kind, or several that act together, {@code ingress+deployment}
     * @param settings of the one kind, or of each under its name, {@code ingress.namespace}
     */
    public Opening open(String kind, SortedMap<String, String> settings) {
        if (!kind.contains(TOGETHER)) {
            return switch (one(kind, settings)) {
                case Opening.Unusable unusable -> unusable;
                case Opening.Opened(Actuator actuator)
                        when actuator.says().contains(Actuator.Say.TRAFFIC) ->
                        new Opening.Opened(actuator);
                case Opening.Opened(Actuator actuator) ->
                        together(List.of(new Together.Part(kind, actuator)));
            };
        }
        List<Together.Part> parts = new ArrayList<>();
        for (String name : kind.split(Pattern.quote(TOGETHER), -1)) {
            switch (one(name, under(name + ".", settings))) {
                case Opening.Unusable unusable -> {
                    return unusable;
                }
                case Opening.Opened(Actuator actuator) ->
                        parts.add(new Together.Part(name, actuator));
            }
        }
        return together(parts);
    }

    /** Prepares every kind until interrupted, see {@link ActuatorKind#prepare}. */
    public void prepare() {
        for (ActuatorKind kind : kinds.values()) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            kind.prepare();
        }
    }

    private static Opening together(List<Together.Part> parts) {
        return new Opening.Opened(new Together(parts));
    }

    private Opening one(String kind, SortedMap<String, String> settings) {
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

    private static SortedMap<String, String> under(
            String prefix, SortedMap<String, String> settings) {
        SortedMap<String, String> own = new TreeMap<>();
        settings.forEach(
                (name, value) -> {
                    if (name.startsWith(prefix)) {
                        own.put(name.substring(prefix.length()), value);
                    }
                });
        return own;
    }
}
