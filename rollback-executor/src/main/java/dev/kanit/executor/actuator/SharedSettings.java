package dev.kanit.executor.actuator;

import dev.kanit.executor.actuator.Actuator.Say;
import dev.kanit.executor.actuator.Together.Part;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whose a mitigation's setting is: {@code deployment.LIMIT} belongs to the part of that name, a
 * name without a part to the first that has settings at all.
 */
final class SharedSettings {

    private SharedSettings() {}

    /** Of {@code settings} those of {@code part}, under its own names. */
    static SortedMap<String, String> of(
            Part part, List<Part> parts, SortedMap<String, String> settings) {
        SortedMap<String, String> own = new TreeMap<>();
        if (!part.says(Say.SETTINGS)) {
            return own;
        }
        settings.forEach(
                (name, value) -> {
                    if (name.startsWith(part.name() + ".")) {
                        own.put(name.substring(part.name().length() + 1), value);
                    } else if (isFirst(part, parts) && isUnnamed(name, parts)) {
                        own.put(name, value);
                    }
                });
        return own;
    }

    /** The part's own settings under every name that plans may use for them. */
    static SortedMap<String, String> asPlansSay(
            Part part, List<Part> parts, SortedMap<String, String> own) {
        SortedMap<String, String> named = new TreeMap<>();
        if (part.says(Say.SETTINGS)) {
            own.forEach(
                    (name, value) -> {
                        named.put(part.name() + "." + name, value);
                        if (isFirst(part, parts)) {
                            named.put(name, value);
                        }
                    });
        }
        return named;
    }

    private static boolean isFirst(Part part, List<Part> parts) {
        return parts.stream()
                .filter(one -> one.says(Say.SETTINGS))
                .findFirst()
                .filter(part::equals)
                .isPresent();
    }

    private static boolean isUnnamed(String name, List<Part> parts) {
        return parts.stream()
                .filter(one -> one.says(Say.SETTINGS))
                .noneMatch(one -> name.startsWith(one.name() + "."));
    }
}
