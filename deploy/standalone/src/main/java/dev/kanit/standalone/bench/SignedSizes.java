package dev.kanit.standalone.bench;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** When each size of each log was seen under a signature. */
final class SignedSizes {

    private final Map<String, TreeMap<Long, Long>> byOrigin = new HashMap<>();

    SignedSizes(Collection<String> origins) {
        origins.forEach(origin -> byOrigin.put(origin, new TreeMap<>()));
    }

    void seen(String origin, long size, long atNanos) {
        TreeMap<Long, Long> sizes = byOrigin.get(origin);
        if (sizes != null) {
            sizes.putIfAbsent(size, atNanos);
        }
    }

    /** When a checkpoint of at least {@code size} was seen first; -1 when none was. */
    long coveredAtNanos(String origin, long size) {
        TreeMap<Long, Long> sizes = byOrigin.getOrDefault(origin, new TreeMap<>());
        var covering = sizes.ceilingEntry(size);
        return covering == null ? -1 : covering.getValue();
    }
}
