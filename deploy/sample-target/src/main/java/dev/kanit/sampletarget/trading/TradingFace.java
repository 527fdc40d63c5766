package dev.kanit.sampletarget.trading;

import dev.kanit.sampletarget.http.HttpHandler;
import dev.kanit.sampletarget.http.HttpReply;
import dev.kanit.sampletarget.http.HttpRequest;
import dev.kanit.sampletarget.http.Json;
import dev.kanit.sampletarget.http.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The platform's own endpoints, which checks look at before a rollout. None of them counts among
 * the requests that the versions are judged by.
 */
public final class TradingFace implements HttpHandler {

    private static final Set<String> PAGES = Set.of("/", "/login", "/trade");
    private static final Map<String, String> PAGE_HEADERS =
            Map.of(
                    "Content-Security-Policy",
                    "default-src 'self'; report-uri /csp-report",
                    "Cross-Origin-Embedder-Policy",
                    "require-corp",
                    "Cross-Origin-Opener-Policy",
                    "same-origin",
                    "Strict-Transport-Security",
                    "max-age=63072000; includeSubDomains; preload");

    private final OrderKeys keys = new OrderKeys();
    private final ReportLimit reports = new ReportLimit();
    private final Map<String, String> state;

    /**
     * A platform on which everything is well, but perhaps for open incidents.
     *
     * @param stableVersion what is rolled back to
     * @param canaryVersion what is rolled out
     * @param openIncidents that its status tells of, >= 0
     */
    public TradingFace(String stableVersion, String canaryVersion, int openIncidents) {
        state = PlatformState.of(stableVersion, canaryVersion, openIncidents);
    }

    /** Whether this answers the request, and not a version of the service. */
    public boolean owns(HttpRequest request) {
        String path = request.path();
        return PAGES.contains(path)
                || path.equals(OrderKeys.PATH)
                || path.equals(ReportLimit.PATH)
                || path.equals("/api/identity")
                || state.containsKey(path);
    }

    @Override
    public HttpReply answer(HttpRequest request) {
        String path = request.path();
        if (PAGES.contains(path)) {
            return dated(HttpReply.of(200, "text/html", "<title>trade</title>"), PAGE_HEADERS);
        }
        return switch (path) {
            case OrderKeys.PATH -> keys.answer(request);
            case ReportLimit.PATH -> reports.answer(System.nanoTime());
            case "/api/identity" -> dated(identity(), Map.of());
            default ->
                    Optional.ofNullable(state.get(path))
                            .map(body -> dated(HttpReply.json(200, body), Map.of()))
                            .orElseGet(() -> Problem.of(404, path));
        };
    }

    /** Who answers and when: the seal that a preflight begins with. */
    private HttpReply identity() {
        String body = state.getOrDefault("/api/release", "{}");
        return HttpReply.json(
                200,
                body.substring(0, body.length() - 1)
                        + ",\"sealedAt\":"
                        + Json.quote(Instant.now().toString())
                        + "}");
    }

    /** With the time, as a server that has a clock says it (RFC 9110, 6.6.1). */
    public static HttpReply dated(HttpReply reply, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>(reply.headers());
        headers.put(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        Instant.now().atOffset(ZoneOffset.UTC)));
        headers.putAll(more);
        return new HttpReply(reply.status(), reply.contentType(), headers, reply.body());
    }

    static HttpReply empty(int status) {
        return new HttpReply(status, "text/plain", Map.of(), "".getBytes(StandardCharsets.UTF_8));
    }
}
