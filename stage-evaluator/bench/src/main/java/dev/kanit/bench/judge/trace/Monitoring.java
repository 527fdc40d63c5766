package dev.kanit.bench.judge.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * The latencies of the Microsoft cloud-monitoring dataset: a file per dependency, hourly, with
 * incidents labelled by people.
 */
final class Monitoring {

    private static final int VALUE = 1;
    private static final int LABEL = 2;

    private Monitoring() {}

    /**
     * Reads every second file.
     *
     * @param incidents whether labelled incidents stay; else they are gaps
     * @param leftOut takes the names of files with too many gaps
     */
    static TraceSet read(Path data, Half half, boolean incidents, List<String> leftOut)
            throws IOException {
        List<Residuals> pool = new ArrayList<>();
        try (Stream<Path> files = Files.list(data.resolve("ms-monitoring"))) {
            List<Path> sorted =
                    files.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
            for (int index = 0; index < sorted.size(); index++) {
                if (!half.has(index)) {
                    continue;
                }
                String name = sorted.get(index).getFileName().toString();
                double[] values = values(sorted.get(index), incidents);
                if (Residuals.usable(values)) {
                    pool.add(Residuals.of(name, values));
                } else {
                    leftOut.add(name);
                }
            }
        }
        return new RecordedSet(
                "ms-latency" + (incidents ? "-incidents" : ""),
                incidents,
                Collections.nCopies(TraceSet.GAUGES, pool));
    }

    private static double[] values(Path file, boolean incidents) throws IOException {
        return Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .mapToDouble(
                        row ->
                                row[LABEL].strip().equals("1") && !incidents
                                        ? Double.NaN
                                        : Double.parseDouble(row[VALUE]))
                .toArray();
    }
}
