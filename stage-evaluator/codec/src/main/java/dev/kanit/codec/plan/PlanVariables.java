package dev.kanit.codec.plan;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which environment variables a plan may name in its URLs. Whoever may start a rollout chooses the
 * host that a URL is sent to, so everything that a plan can read it can also send away: only named
 * variables are open to it.
 */
public final class PlanVariables {

    /** Names the variables that plans may read, separated by commas. */
    public static final String ALLOWED = "KANIT_PLAN_VARIABLES";

    private static final String DEFAULT = "PROMETHEUS_URL";

    private PlanVariables() {}

    /** The part of an environment that plans may read: by default {@code PROMETHEUS_URL} alone. */
    public static SortedMap<String, String> of(Map<String, String> environment) {
        SortedMap<String, String> open = new TreeMap<>();
        Arrays.stream(environment.getOrDefault(ALLOWED, DEFAULT).split(","))
                .map(String::strip)
                .forEach(
                        name -> {
                            String value = environment.get(name);
                            if (value != null && !name.equals(ALLOWED)) {
                                open.put(name, value);
                            }
                        });
        return open;
    }
}
