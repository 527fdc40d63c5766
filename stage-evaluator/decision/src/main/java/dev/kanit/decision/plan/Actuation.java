package dev.kanit.decision.plan;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who shifts the traffic. Opaque to the core: it travels with each order.
 *
 * @param kind {@code ingress}, {@code http} …
 * @param settings the plan's block; references to secrets only, never secrets
 */
public record Actuation(String kind, SortedMap<String, String> settings) {

    public Actuation {
        settings = new TreeMap<>(settings);
    }

    @Override
    public SortedMap<String, String> settings() {
        return new TreeMap<>(settings);
    }

    /**
     * Whether these settings of a countermove change who gets the canary: on a feature flag they do
     * when they set the flag itself.
     */
    public boolean isExposure(SortedMap<String, String> countermove) {
        String flag = settings.get("name");
        return kind.equals("flag") && flag != null && countermove.containsKey(flag);
    }
}
