package dev.kanit.executor.webhook;

import dev.kanit.executor.exchange.WebhookSecret;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The headers of a message that is signed after Standard Webhooks. */
public final class StandardWebhook {

    private final WebhookSecret secret;

    private StandardWebhook(WebhookSecret secret) {
        this.secret = secret;
    }

    /**
     * @param secret as {@link WebhookSecret#parse} takes it; empty when it is not of that form
     */
    public static Optional<StandardWebhook> with(String secret) {
        try {
            return Optional.of(new StandardWebhook(WebhookSecret.parse(secret)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /**
     * The headers of a message.
     *
     * @param id the same at every attempt, without {@code .}
     * @param at of this attempt
     */
    public Map<String, String> headers(String id, Instant at, String body) {
        long seconds = at.getEpochSecond();
        return Map.of(
                "webhook-id",
                id,
                "webhook-timestamp",
                Long.toString(seconds),
                "webhook-signature",
                secret.sign(id, seconds, body));
    }
}
