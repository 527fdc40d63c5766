package dev.kanit.sampletarget.trading;

import dev.kanit.sampletarget.http.HttpReply;
import dev.kanit.sampletarget.http.HttpRequest;
import dev.kanit.sampletarget.http.Problem;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes one order for each idempotency key: the first one, however many come at once. */
final class OrderKeys {

    static final String PATH = "/api/orders/once";

    private static final int MAX_KEYS = 10_000;
    private static final int MAX_KEY_LENGTH = 200;

    private final Map<String, Boolean> seen =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > MAX_KEYS;
                }
            };

    HttpReply answer(HttpRequest request) {
        if (!request.method().equals("POST")) {
            return Problem.of(405, request.method() + " (expected: POST)");
        }
        String key = request.headers().getOrDefault("idempotency-key", "");
        if (key.isEmpty() || key.length() > MAX_KEY_LENGTH) {
            return Problem.of(400, "no Idempotency-Key (expected: 1 to 200 characters)");
        }
        synchronized (seen) {
            return seen.putIfAbsent(key, true) == null
                    ? HttpReply.json(200, "{\"taken\":true}")
                    : Problem.of(409, "an order with this key was taken before");
        }
    }
}
