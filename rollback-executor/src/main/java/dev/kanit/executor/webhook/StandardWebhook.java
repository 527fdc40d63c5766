package dev.kanit.executor.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs messages as the Standard Webhooks specification says: HMAC-SHA256 over id, time and body.
 */
public final class StandardWebhook {

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";

    /** As the specification recommends. */
    private static final int MIN_KEY_BYTES = 24;

    private static final int MAX_KEY_BYTES = 64;

    private final SecretKeySpec key;

    private StandardWebhook(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * @param secret {@code whsec_} and 24 to 64 bytes in Base64; empty when it is not of that form
     */
    public static Optional<StandardWebhook> with(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            return key.length >= MIN_KEY_BYTES && key.length <= MAX_KEY_BYTES
                    ? Optional.of(new StandardWebhook(key))
                    : Optional.empty();
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
        if (id.contains(".")) {
            throw new IllegalArgumentException("id: '" + id + "' (expected: no '.')");
        }
        String seconds = Long.toString(at.getEpochSecond());
        return Map.of(
                "webhook-id",
                id,
                "webhook-timestamp",
                seconds,
                "webhook-signature",
                "v1," + signature(id + "." + seconds + "." + body));
    }

    private String signature(String signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }
}
