package dev.kanit.sampletarget;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Looks at a target as its users, Prometheus and an executor do. */
final class TargetClient implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final SampleTarget target;
    private final HttpClient http = HttpClient.newHttpClient();

    TargetClient(SampleTarget target) {
        this.target = target;
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(at(path)).build());
    }

    HttpResponse<String> order(String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(at(path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    HttpResponse<String> weigh(double weightPercent, long generation) {
        return order(
                "PUT",
                "/kanit/weight",
                "{\"weightPercent\":%s,\"generation\":%d,\"actionId\":\"r/%d\"}"
                        .formatted(weightPercent, generation, generation));
    }

    HttpResponse<String> scrape() {
        return send(HttpRequest.newBuilder(target.metricsUri()).build());
    }

    /** Samples by series, for example {@code up{job="x"}}. */
    Map<String, Double> samples() {
        Map<String, Double> samples = new LinkedHashMap<>();
        scrape().body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(
                        line -> {
                            int space = line.lastIndexOf(' ');
                            samples.put(
                                    line.substring(0, space),
                                    Double.valueOf(line.substring(space + 1)));
                        });
        return samples;
    }

    double sample(String series) {
        return samples().getOrDefault(series, Double.NaN);
    }

    double canaryAnswers(String status) {
        return sample("http_requests_total{track=\"canary\",status=\"" + status + "\"}");
    }

    /** Waits until the condition holds; says whether it did before the deadline. */
    static boolean becomes(BooleanSupplier condition) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(10_000_000);
        }
        return true;
    }

    private URI at(String path) {
        return target.routerUri().resolve(path);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(request + " got no answer", e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.close();
        target.close();
    }
}
