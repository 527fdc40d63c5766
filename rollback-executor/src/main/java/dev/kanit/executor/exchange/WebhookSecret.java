package dev.kanit.executor.exchange;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests after Standard Webhooks 1.0.0 (standardwebhooks.com): HMAC-SHA256 over {@code
 * id.timestamp.payload}. During a rotation there are several keys, and a signature with each.
 */
public final class WebhookSecret {

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MIN_KEY_BYTES = 24;
    private static final int MAX_KEY_BYTES = 64;
    private static final int MAX_KEYS = 2;

    private final List<SecretKeySpec> keys;

    private WebhookSecret(List<SecretKeySpec> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads {@code whsec_} and 24 to 64 bytes in base64; two of these, with a space between, while
     * the receiver changes from the one to the other.
     *
     * @throws IllegalArgumentException when it is anything else; the words do not hold the secret
     */
    public static WebhookSecret parse(String text) {
        List<SecretKeySpec> keys = new ArrayList<>();
        for (String one : text.strip().split(" +", -1)) {
            keys.add(key(one));
        }
        if (keys.size() > MAX_KEYS) {
            throw new IllegalArgumentException(
                    keys.size() + " secrets (expected: 1 or " + MAX_KEYS + ")");
        }
        return new WebhookSecret(keys);
    }

    /**
     * The {@code webhook-signature} header.
     *
     * @param id without a dot, since dots separate what is signed
     * @param timestampSeconds since 1970
     */
    public String sign(String id, long timestampSeconds, String payload) {
        if (id.isEmpty() || id.indexOf('.') >= 0) {
            throw new IllegalArgumentException("id: '" + id + "' (expected: text without dots)");
        }
        byte[] signed =
                (id + "." + timestampSeconds + "." + payload).getBytes(StandardCharsets.UTF_8);
        List<String> signatures = new ArrayList<>();
        for (SecretKeySpec key : keys) {
            signatures.add("v1," + Base64.getEncoder().encodeToString(mac(key, signed)));
        }
        return String.join(" ", signatures);
    }

    private static byte[] mac(SecretKeySpec key, byte[] signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(signed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", impossible);
        }
    }

    private static SecretKeySpec key(String text) {
        byte[] key = new byte[0];
        if (text.startsWith(PREFIX)) {
            try {
                key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
            } catch (IllegalArgumentException _) {
                // The decoder's words would name a character of the secret.
                key = new byte[0];
            }
        }
        if (key.length < MIN_KEY_BYTES || key.length > MAX_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "secret (expected: %s and %d to %d bytes in base64)"
                            .formatted(PREFIX, MIN_KEY_BYTES, MAX_KEY_BYTES));
        }
        return new SecretKeySpec(key, ALGORITHM);
    }
}
