package dev.kanit.codec.plan;

import java.time.Duration;
import java.util.List;

/**
 * Where a rollout's readings come from. URLs may hold {@code ${NAME}}, resolved by the collector.
 */
public sealed interface Source {

    /** Time between two rounds of readings; positive. */
    Duration every();

    /** What {@code $track} stands for. */
    Tracks tracks();

    /**
     * The HTTP API of a Prometheus server, asked by instant queries.
     *
     * @param url base URL, for example {@code http://prometheus:9090}
     * @param timeout limit for one whole round; positive
     * @param tracks what {@code $track} stands for
     */
    record Prometheus(String url, Duration every, Duration timeout, Tracks tracks)
            implements Source {
        public Prometheus {
            requirePositive("every", every);
            requirePositive("timeout", timeout);
        }
    }

    /**
     * Targets that expose the Prometheus text format, scraped by the collector itself.
     *
     * @param urls at least one, for example {@code http://spark:8080/metrics}
     * @param timeout limit for one scrape; positive
     * @param tracks what {@code $track} stands for
     */
    record Scrape(List<String> urls, Duration every, Duration timeout, Tracks tracks)
            implements Source {
        public Scrape {
            urls = List.copyOf(urls);
            if (urls.isEmpty()) {
                throw new IllegalArgumentException("urls: [] (expected: at least one)");
            }
            requirePositive("every", every);
            requirePositive("timeout", timeout);
        }
    }

    /** Somebody else pushes snapshots to the collector's endpoint at this pace. */
    record Push(Duration every) implements Source {
        public Push {
            requirePositive("every", every);
        }

        /** Nothing is asked, so nothing is filled in. */
        @Override
        public Tracks tracks() {
            return Tracks.USUAL;
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
