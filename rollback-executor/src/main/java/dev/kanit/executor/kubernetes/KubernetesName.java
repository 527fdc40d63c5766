package dev.kanit.executor.kubernetes;

import java.util.SortedMap;
import java.util.regex.Pattern;

/** Names in plans; they become parts of paths, so nothing else is let through. */
public final class KubernetesName {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    private KubernetesName() {}

    /**
     * The setting {@code key}.
     *
     * @throws IllegalArgumentException when it is missing or no Kubernetes name
     */
    public static String in(SortedMap<String, String> settings, String key) {
        return require(key, settings.getOrDefault(key, ""));
    }

    /**
     * The setting {@code key}, or the empty text when the plan has none.
     *
     * @throws IllegalArgumentException when it is no Kubernetes name
     */
    public static String orEmpty(SortedMap<String, String> settings, String key) {
        String value = settings.getOrDefault(key, "");
        return value.isEmpty() ? value : require(key, value);
    }

    static String require(String key, String value) {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "%s: '%s' (expected: a Kubernetes name)".formatted(key, value));
        }
        return value;
    }
}
