package dev.kanit.collector.source;

import dev.kanit.collector.promql.Labels;
import dev.kanit.collector.promql.Series;
import dev.kanit.collector.promql.SeriesSelection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was scraped, as long as any query may look back. A series that is missing from a scrape ends
 * there, and goes on when it comes back, as in Prometheus. Not thread-safe.
 */
final class KeptSamples implements SeriesSelection {

    /** The label that Prometheus too gives each target's series. */
    static final String INSTANCE = "instance";

    static final int MAX_SERIES = 20_000;
    private static final int MAX_SAMPLES_PER_SERIES = 20_000;

    private final long keptMillis;
    private final Map<String, Map<Labels, KeptSeries>> byMetric = new HashMap<>();
    private int series;

    KeptSamples(Duration kept) {
        this.keptMillis = kept.toMillis();
    }

    /**
     * Adds what one target gave, or an empty list for a scrape that failed.
     *
     * @param target the labels of these samples are told apart from other targets' by it
     */
    void add(String target, List<TextExposition.Sample> samples, Instant at) {
        long atMillis = at.toEpochMilli();
        long keepFrom = atMillis - keptMillis;
        Set<Labels> seen = new HashSet<>();
        for (TextExposition.Sample sample : samples) {
            Labels labels = labelled(sample.labels(), target);
            KeptSeries kept = seriesOf(labels);
            if (kept != null && kept.endsBefore(atMillis)) {
                kept.add(atMillis, sample.value(), keepFrom, MAX_SAMPLES_PER_SERIES);
            }
            seen.add(labels);
        }
        endOthers(target, seen, atMillis, keepFrom);
    }

    private void endOthers(String target, Set<Labels> seen, long atMillis, long keepFrom) {
        for (Map<Labels, KeptSeries> metric : byMetric.values()) {
            int before = metric.size();
            metric.values().removeIf(kept -> kept.endsBefore(keepFrom));
            series -= before - metric.size();
            for (KeptSeries kept : metric.values()) {
                if (kept.labels().get(INSTANCE).equals(target)
                        && !seen.contains(kept.labels())
                        && !kept.isStale()
                        && kept.endsBefore(atMillis)) {
                    kept.add(atMillis, Series.STALE, keepFrom, MAX_SAMPLES_PER_SERIES);
                }
            }
        }
        byMetric.values().removeIf(Map::isEmpty);
    }

    private @Nullable KeptSeries seriesOf(Labels labels) {
        Map<Labels, KeptSeries> metric =
                byMetric.computeIfAbsent(labels.get(Labels.NAME), _ -> new HashMap<>());
        KeptSeries kept = metric.get(labels);
        if (kept == null && series < MAX_SERIES) {
            kept = new KeptSeries(labels);
            metric.put(labels, kept);
            series++;
        }
        return kept;
    }

    private static Labels labelled(Labels labels, String target) {
        TreeMap<String, String> all = new TreeMap<>(labels.byName());
        all.put(INSTANCE, target);
        return new Labels(all);
    }

    @Override
    public Collection<? extends Series> ofMetric(String metric) {
        return byMetric.getOrDefault(metric, Map.of()).values();
    }
}
