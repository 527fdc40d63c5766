package dev.kanit.bench.judge.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The latencies of the Amazon PetShop dataset's runs without faults: columns of service, metric and
 * statistic, a row per 300 s. A quantile of few requests is a different thing from a quantile: with
 * fewer than ten requests beyond it, it is their maximum. Such series are a set of their own.
 */
final class PetShop {

    /** Requests that a sample must rest on, so that ten lie beyond its quantile. */
    private static final Map<String, Integer> LEAST_REQUESTS =
            Map.of("p99", 1000, "p95", 200, "p90", 100, "p50", 20, "Average", 20);

    /** The statistic of each gauge. */
    private static final List<String> GAUGES =
            List.of("p95", "p99", "Average", "p50", "p90", "Average", "p50");

    private static final int FEWEST = 20;
    private static final int HEADER_ROWS = 4;

    private final String traffic;
    private final Map<String, double[]> columns = new TreeMap<>();
    private final TreeSet<String> services = new TreeSet<>();

    private PetShop(String traffic) {
        this.traffic = traffic;
    }

    static PetShop read(Path data, String traffic) throws IOException {
        PetShop shop = new PetShop(traffic);
        List<String> lines =
                Files.readAllLines(data.resolve("petshop/" + traffic + "_traffic.csv"));
        List<String[]> head =
                lines.subList(0, HEADER_ROWS - 1).stream()
                        .map(line -> line.split(",", -1))
                        .toList();
        List<String[]> rows =
                lines.subList(HEADER_ROWS, lines.size()).stream()
                        .map(line -> line.split(",", -1))
                        .toList();
        for (int column = 1; column < head.getFirst().length; column++) {
            String service = head.get(0)[column];
            shop.services.add(service);
            shop.columns.put(
                    key(service, head.get(1)[column], head.get(2)[column]), column(rows, column));
        }
        return shop;
    }

    /** The series whose samples rest on enough requests; or the others, the thin ones. */
    TraceSet set(Half half, boolean thin) {
        Map<String, List<Residuals>> pools = new TreeMap<>();
        for (String statistic : new TreeSet<>(LEAST_REQUESTS.keySet())) {
            pools.put(statistic, pool(statistic, half, thin));
        }
        // Few requests make a thin tail, never a thin median: its place takes another quantile.
        replaceEmpty(pools, "p99", "p95");
        replaceEmpty(pools, "p50", "p95");
        replaceEmpty(pools, "Average", "p90");
        return new RecordedSet(
                "petshop-" + traffic + (thin ? "-thin" : ""),
                thin,
                GAUGES.stream().map(gauge -> pools.getOrDefault(gauge, List.of())).toList());
    }

    private List<Residuals> pool(String statistic, Half half, boolean thin) {
        List<Residuals> pool = new ArrayList<>();
        int index = 0;
        for (String service : services) {
            double[] requests = columns.get(key(service, "requests", "Sum"));
            double[] latency = columns.get(key(service, "latency", statistic));
            if (requests == null || latency == null || !Residuals.usable(latency)) {
                continue;
            }
            double median = median(requests);
            boolean isThin = median < LEAST_REQUESTS.getOrDefault(statistic, FEWEST);
            if (median >= FEWEST && isThin == thin && half.has(index++)) {
                pool.add(Residuals.of(service + " " + statistic, latency));
            }
        }
        return pool;
    }

    private static void replaceEmpty(
            Map<String, List<Residuals>> pools, String statistic, String other) {
        List<Residuals> substitute = pools.getOrDefault(other, List.of());
        pools.computeIfPresent(statistic, (_, pool) -> pool.isEmpty() ? substitute : pool);
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    private static String key(String service, String metric, String statistic) {
        return service + "|" + metric + "|" + statistic;
    }

    private static double[] column(List<String[]> rows, int column) {
        return rows.stream()
                .mapToDouble(
                        row -> row[column].isEmpty() ? Double.NaN : Double.parseDouble(row[column]))
                .toArray();
    }
}
