package dev.kanit.sampletarget.flag;

import dev.kanit.sampletarget.http.HttpHandler;
import dev.kanit.sampletarget.http.HttpReply;
import dev.kanit.sampletarget.http.HttpRequest;
import dev.kanit.sampletarget.http.Json;
import dev.kanit.sampletarget.http.Problem;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One flag, set by signed, conditional and repeatable orders: docs/flag-actuator.md. */
public final class FlagService implements HttpHandler {

    private static final int MAX_SETTINGS = 64;
    private static final int KEPT_KEYS = 1_024;

    private final String flag;
    private final String secret;
    private final Signatures signatures;
    private final Consumer<FlagValue> obey;
    private final Map<String, String> settings = new TreeMap<>();
    private final Map<String, String> bodies =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                    return size() > KEPT_KEYS;
                }
            };
    private FlagValue value = FlagValue.OFF;
    private boolean switchedOff;
    private long generation;
    private String actionId = "";
    private long version = 1;

    /**
     * A flag that is off.
     *
     * @param flag its name
     * @param obey told of each value that is in effect from now on
     */
    public FlagService(String flag, Consumer<FlagValue> obey) {
        this.flag = flag;
        this.secret = Signatures.newSecret();
        this.signatures = new Signatures(secret, InstantSource.system());
        this.obey = obey;
    }

    /** What requests must be signed with; new for each service. */
    public String secret() {
        return secret;
    }

    /** The value in effect. */
    public synchronized FlagValue value() {
        return switchedOff ? FlagValue.OFF : value;
    }

    /** What countermoves have set. */
    public synchronized Map<String, String> settings() {
        return new TreeMap<>(settings);
    }

    @Override
    public HttpReply answer(HttpRequest request) {
        if (!signatures.isGenuine(request)) {
            return Problem.of(401, "webhook-signature (expected: v1 of the flag's secret)");
        }
        String base = "/kanit/flags/" + flag;
        if (request.method().equals("GET") && request.path().equals(base)) {
            return state();
        }
        return request.method().equals("PUT") && request.path().startsWith(base + "/")
                ? order(request, request.path().substring(base.length() + 1))
                : Problem.of(404, request.path() + " (expected: " + base + ")");
    }

    private synchronized HttpReply order(HttpRequest request, String part) {
        String body = new String(request.body(), StandardCharsets.UTF_8);
        Optional<Map<String, Object>> read = Json.object(body);
        if (read.isEmpty()) {
            return Problem.of(400, "body (expected: a JSON object)");
        }
        Map<String, Object> order = read.get();
        String key = request.headers().getOrDefault("idempotency-key", "");
        if (!key.equals(order.get("actionId") + "/" + order.get("step"))
                || !flag.equals(order.get("flag"))
                || !(order.get("generation") instanceof Double wanted)) {
            return Problem.of(400, "Idempotency-Key, flag, generation (expected: as the body)");
        }
        if (wanted < generation
                || (wanted == generation && !actionId.equals(order.get("actionId")))) {
            return superseded("generation " + generation + " is in effect");
        }
        String before = bodies.get(key);
        if (before != null) {
            return before.equals(body)
                    ? state()
                    : Problem.of(422, "key was used for another order");
        }
        String match = request.headers().getOrDefault("if-match", "");
        if (!match.equals(tag())) {
            return match.isEmpty()
                    ? Problem.of(428, "If-Match (expected: the ETag of the state)")
                    : superseded("version " + version + " is in effect");
        }
        Optional<String> refused = apply(part, order);
        if (refused.isPresent()) {
            return Problem.of(422, refused.get());
        }
        generation = wanted.longValue();
        actionId = String.valueOf(order.get("actionId"));
        version++;
        bodies.put(key, body);
        obey.accept(value());
        return state();
    }

    /** Why not; empty when it is done. */
    private Optional<String> apply(String part, Map<String, Object> order) {
        Optional<FlagValue> wanted =
                order.get("value") instanceof String text
                        ? FlagValue.parse(text)
                        : Optional.empty();
        if (order.containsKey("value") && wanted.isEmpty()) {
            return Optional.of("value: " + order.get("value") + " (expected: preview, or 0 to 1)");
        }
        switch (part) {
            case "value" -> {
                if (wanted.isEmpty()) {
                    return Optional.of("value (expected: preview, or 0 to 1)");
                }
                value = wanted.get();
            }
            case "canary-scope" -> {
                if (!"off".equals(order.get("canaryScope"))) {
                    return Optional.of("canaryScope (expected: off)");
                }
                switchedOff = true;
            }
            case "settings" -> {
                if (!(order.get("settings") instanceof Map<?, ?> set)
                        || set.size() > MAX_SETTINGS) {
                    return Optional.of("settings (expected: up to " + MAX_SETTINGS + ")");
                }
                set.forEach((name, to) -> settings.put("" + name, "" + to));
                wanted.ifPresent(now -> value = now);
            }
            default -> {
                return Optional.of(part + " (expected: value, canary-scope or settings)");
            }
        }
        return Optional.empty();
    }

    private synchronized HttpReply state() {
        return new HttpReply(
                200,
                "application/json",
                Map.of("ETag", tag()),
                ("{" + members() + "}").getBytes(StandardCharsets.UTF_8));
    }

    private HttpReply superseded(String detail) {
        return Problem.of(412, detail, members(), Map.of("ETag", tag()));
    }

    private String tag() {
        return "\"" + version + "\"";
    }

    private String members() {
        return "\"flag\":"
                + Json.quote(flag)
                + ",\"value\":"
                + Json.quote(value.text())
                + ",\"weightPercent\":"
                + value.percent()
                + ",\"canaryScope\":\""
                + (switchedOff ? "off" : "on")
                + "\",\"generation\":"
                + generation
                + ",\"version\":"
                + version
                + ",\"settings\":{"
                + settings.entrySet().stream()
                        .map(set -> Json.quote(set.getKey()) + ":" + Json.quote(set.getValue()))
                        .collect(Collectors.joining(","))
                + "}";
    }
}
