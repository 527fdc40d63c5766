package dev.kanit.executor.flag;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kanit.executor.exchange.JsonAnswer;
import dev.kanit.executor.exchange.JsonExchange;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Observed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The requests of the flag interface, signed. */
final class FlagApi {

    private final JsonExchange exchange;
    private final FlagSettings settings;
    private final InstantSource clock;

    FlagApi(JsonExchange exchange, FlagSettings settings, InstantSource clock) {
        this.exchange = exchange;
        this.settings = settings;
        this.clock = clock;
    }

    String name() {
        return settings.name();
    }

    /** The flag's path. */
    String path() {
        return "/kanit/flags/" + settings.name();
    }

    JsonAnswer read() {
        return exchange.get(path(), signed("msg_" + UUID.randomUUID(), ""));
    }

    /**
     * Sends an order. Its body names flag, step and fence, so that the signature binds them, too.
     *
     * @param part of the flag that is set, for example {@code value}
     * @param step name of the step, part of the idempotency key
     * @param order what to set; the rest is added here
     */
    JsonAnswer put(String part, String step, ObjectNode order, Observed seen, Fence fence) {
        order.put("flag", settings.name())
                .put("step", step)
                .put("generation", fence.generation())
                .put("actionId", fence.actionId());
        String body = order.toString();
        String key = fence.actionId() + "/" + step;
        Map<String, String> headers = signed(messageId(key), body);
        headers.put("Idempotency-Key", key);
        headers.put("If-Match", seen.revision());
        return exchange.send("PUT", path() + "/" + part, headers, body);
    }

    private Map<String, String> signed(String id, String body) {
        long seconds = clock.instant().getEpochSecond();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(seconds));
        headers.put("webhook-signature", settings.secret().sign(id, seconds, body));
        return headers;
    }

    /** The same for every attempt at a step; a digest, since an action's id may hold dots. */
    private static String messageId(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(key.getBytes(StandardCharsets.UTF_8));
            return "msg_" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
