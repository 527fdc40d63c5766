package dev.kanit.sampletarget.router;

import dev.kanit.sampletarget.http.HttpHandler;
import dev.kanit.sampletarget.http.HttpReply;
import dev.kanit.sampletarget.http.HttpRequest;
import dev.kanit.sampletarget.http.Json;
import dev.kanit.sampletarget.http.Problem;
import dev.kanit.sampletarget.server.Fault;
import dev.kanit.sampletarget.server.VersionedServer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The contract by which an executor steers a router over HTTP, see docs/http-actuator.md. One order
 * at a time; reads do not wait for the servers' business.
 */
public final class ActuatorApi implements HttpHandler {

    public static final String PREFIX = "/kanit/";
    private static final int MAX_SETTINGS = 64;

    private final Router router;
    private final VersionedServer stable;
    private final VersionedServer canary;
    private final Fault fault;
    private final Set<String> knownVersions;
    private final Fence fence = new Fence();
    private final Map<String, String> settings = new TreeMap<>();

    public ActuatorApi(Router router, VersionedServer stable, VersionedServer canary, Fault fault) {
        this.router = router;
        this.stable = stable;
        this.canary = canary;
        this.fault = fault;
        this.knownVersions = new TreeSet<>(List.of(stable.version(), canary.version()));
    }

    @Override
    public HttpReply answer(HttpRequest request) {
        return switch (request.method() + " " + request.path()) {
            case "GET /kanit/state" -> state();
            case "PUT /kanit/weight" -> order(request, this::weigh);
            case "POST /kanit/restore" -> order(request, this::restore);
            case "POST /kanit/restart" -> order(request, _ -> restart());
            case "PUT /kanit/settings" -> order(request, this::set);
            case "GET /kanit/compatibility" -> compatibility(request.query());
            case "GET /kanit/health" -> health();
            case "GET /kanit/verification" -> verification();
            default ->
                    Problem.of(
                            404,
                            request.method()
                                    + " "
                                    + request.path()
                                    + " (expected: one of docs/http-actuator.md)");
        };
    }

    private HttpReply state() {
        String tag;
        String members;
        synchronized (fence) {
            tag = "\"" + fence.generation() + "\"";
            members = members();
        }
        return new HttpReply(
                200,
                "application/json",
                Map.of("ETag", tag),
                ("{" + members + "}").getBytes(StandardCharsets.UTF_8));
    }

    private String members() {
        return "\"weightPercent\":"
                + router.weightPercent()
                + ",\"generation\":"
                + fence.generation()
                + ",\"stableVersion\":"
                + Json.quote(stable.version())
                + ",\"canaryVersion\":"
                + Json.quote(canary.version())
                + ",\"stableReady\":"
                + router.stableAnswers()
                + ",\"canaryReady\":"
                + router.canaryAnswers()
                + ",\"settings\":{"
                + settings.entrySet().stream()
                        .map(set -> Json.quote(set.getKey()) + ":" + Json.quote(set.getValue()))
                        .collect(Collectors.joining(","))
                + "}";
    }

    private HttpReply order(HttpRequest request, Function<Map<String, Object>, Order> reader) {
        Map<String, Object> fields =
                Json.object(new String(request.body(), StandardCharsets.UTF_8)).orElse(Map.of());
        return switch (Order.of(fields, reader)) {
            case Order.Malformed(String why) -> Problem.of(422, why);
            case Order.Fenced(long generation, String actionId, Runnable effect) -> {
                synchronized (fence) {
                    String tag = "\"" + fence.generation() + "\"";
                    String match = request.headers().getOrDefault("if-match", tag);
                    if (!match.equals(tag) && !match.equals("*")) {
                        yield superseded("If-Match: " + match + " (expected: " + tag + ")");
                    }
                    if (!fence.admits(generation, actionId)) {
                        yield superseded(
                                "generation: %d of %s (expected: > %d, or that action again)"
                                        .formatted(generation, actionId, fence.generation()));
                    }
                    effect.run();
                }
                yield state();
            }
        };
    }

    private HttpReply superseded(String detail) {
        return Problem.of(412, detail, members(), Map.of("ETag", "\"" + fence.generation() + "\""));
    }

    private Order weigh(Map<String, Object> fields) {
        if (!(fields.get("weightPercent") instanceof Double weight)
                || !(weight >= 0 && weight <= 100)) {
            return new Order.Malformed(
                    "weightPercent: " + fields.get("weightPercent") + " (expected: 0 to 100)");
        }
        return Order.effect(
                () -> {
                    router.weigh(weight);
                    fault.weightIs(weight, System.nanoTime(), Instant.now());
                });
    }

    private Order restore(Map<String, Object> fields) {
        if (!(fields.get("version") instanceof String version) || !known(version)) {
            return new Order.Malformed(
                    "version: " + fields.get("version") + " (expected: " + knownVersions + ")");
        }
        return Order.effect(
                () -> {
                    canary.deploy(version);
                    fault.end();
                });
    }

    private Order restart() {
        return Order.effect(fault::end);
    }

    private Order set(Map<String, Object> fields) {
        if (!(fields.get("settings") instanceof Map<?, ?> wanted)
                || wanted.isEmpty()
                || wanted.size() > MAX_SETTINGS) {
            return new Order.Malformed(
                    "settings (expected: an object of 1 to " + MAX_SETTINGS + " settings)");
        }
        return Order.effect(() -> wanted.forEach((name, to) -> settings.put("" + name, "" + to)));
    }

    private HttpReply compatibility(String query) {
        String version = query.startsWith("version=") ? query.substring("version=".length()) : "";
        boolean compatible = known(version);
        String detail =
                compatible
                        ? version + " ran on this schema before"
                        : "version '" + version + "' never ran here (known: " + knownVersions + ")";
        return HttpReply.json(
                200, "{\"compatible\":" + compatible + ",\"detail\":" + Json.quote(detail) + "}");
    }

    private HttpReply health() {
        boolean stableReady = router.stableAnswers();
        boolean canaryReady = router.weightPercent() == 0 || router.canaryAnswers();
        String detail =
                "stable %s; canary at %s %% %s"
                        .formatted(
                                stableReady ? "answers" : "is silent",
                                router.weightPercent(),
                                canaryReady ? "is no obstacle" : "is silent");
        return HttpReply.json(
                200,
                "{\"healthy\":"
                        + (stableReady && canaryReady)
                        + ",\"detail\":"
                        + Json.quote(detail)
                        + "}");
    }

    private HttpReply verification() {
        RecentAnswers.Verification found = router.verify();
        return HttpReply.json(
                200,
                "{\"backToBaseline\":"
                        + found.backToBaseline()
                        + ",\"detail\":"
                        + Json.quote(found.detail())
                        + "}");
    }

    private boolean known(String version) {
        return knownVersions.contains(version);
    }
}
