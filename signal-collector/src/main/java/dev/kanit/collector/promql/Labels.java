package dev.kanit.collector.promql;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The labels of a series, the metric's name among them as {@value #NAME}. */
public record Labels(SortedMap<String, String> byName) {

    public static final String NAME = "__name__";
    public static final Labels NONE = new Labels(new TreeMap<>());

    public Labels {
        byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
    }

    public static Labels of(Map<String, String> byName) {
        return new Labels(new TreeMap<>(byName));
    }

    /** The label's value; empty for a label that is not there, as Prometheus has it. */
    public String get(String name) {
        return byName.getOrDefault(name, "");
    }

    Labels without(String... names) {
        SortedMap<String, String> kept = new TreeMap<>(byName);
        for (String name : names) {
            kept.remove(name);
        }
        return new Labels(kept);
    }

    Labels only(Collection<String> names) {
        SortedMap<String, String> kept = new TreeMap<>(byName);
        kept.keySet().retainAll(names);
        return new Labels(kept);
    }

    @Override
    public String toString() {
        return byName.toString();
    }
}
