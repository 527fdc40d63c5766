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
}
