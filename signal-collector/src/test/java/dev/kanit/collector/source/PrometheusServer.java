package dev.kanit.collector.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kanit.collector.promql.Labels;
import dev.kanit.collector.promql.Series;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A real Prometheus server that scrapes one target every 200 ms. */
final class PrometheusServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final URI uri;
    private final HttpClient http = HttpClient.newHttpClient();

    private PrometheusServer(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    static boolean isInstalled() {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "prometheus")));
    }

    static PrometheusServer start(Path directory, URI target) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path config = directory.resolve("prometheus.yml");
        Files.writeString(
                config,
                """
                global: {scrape_interval: 200ms, scrape_timeout: 200ms}
                scrape_configs:
                  - job_name: target
                    metrics_path: %s
                    static_configs: [{targets: ["%s"]}]
                """
                        .formatted(target.getPath(), target.getAuthority()));
        Process process =
                new ProcessBuilder(
                                "prometheus",
                                "--config.file=" + config,
                                "--storage.tsdb.path=" + directory.resolve("data"),
                                "--web.listen-address=127.0.0.1:" + port,
                                "--log.level=warn")
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("log").toFile())
                        .start();
        return new PrometheusServer(process, URI.create("http://127.0.0.1:" + port));
    }

    URI uri() {
        return uri;
    }

    /** Waits until a query of the server gives a value over a limit. */
    void awaitMoreThan(double limit, String query) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < deadline) {
            if (!process.isAlive()) {
                throw new AssertionError("prometheus ended with " + process.exitValue());
            }
            try {
                JsonNode value = ask(query, System.currentTimeMillis()).path(0).path("value");
                if (value.path(1).asDouble() > limit) {
                    return;
                }
            } catch (IOException e) {
                // Not up yet.
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new AssertionError(query + " did not exceed " + limit);
    }

    /** All samples that the server has of the last {@code range}. */
    List<Series> samples(String range, long atMillis) throws IOException, InterruptedException {
        List<Series> all = new ArrayList<>();
        for (JsonNode series : ask("{__name__=~\".+\"}[" + range + "]", atMillis)) {
            Map<String, String> labels = new TreeMap<>();
            series.path("metric")
                    .properties()
                    .forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
            KeptSeries kept = new KeptSeries(Labels.of(labels));
            for (JsonNode sample : series.path("values")) {
                kept.add(
                        Math.round(sample.path(0).asDouble() * 1000),
                        Double.parseDouble(sample.path(1).asText().replace("Inf", "Infinity")),
                        0,
                        Integer.MAX_VALUE);
            }
            all.add(kept);
        }
        return all;
    }

    private JsonNode ask(String query, long atMillis) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(
                                uri.resolve(
                                        "/api/v1/query?time="
                                                + atMillis / 1000.0
                                                + "&query="
                                                + URLEncoder.encode(query, StandardCharsets.UTF_8)))
                        .build();
        String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return JSON.readTree(body).path("data").path("result");
    }

    @Override
    public void close() {
        http.close();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }
}
