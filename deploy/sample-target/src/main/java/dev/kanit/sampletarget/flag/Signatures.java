package dev.kanit.sampletarget.flag;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.sampletarget.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks the signatures of requests, after Standard Webhooks. */
final class Signatures {

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_BYTES = 24;
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final SecretKeySpec key;
    private final InstantSource clock;

    Signatures(String secret, InstantSource clock) {
        byte[] bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        this.key = new SecretKeySpec(bytes, ALGORITHM);
        this.clock = clock;
    }

    /** A new secret. */
    static String newSecret() {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return PREFIX + Base64.getEncoder().encodeToString(random);
    }

    /** Whether whoever sent it has the secret, and sent it within five minutes. */
    boolean isGenuine(HttpRequest request) {
        String id = request.headers().getOrDefault("webhook-id", "");
        String timestamp = request.headers().getOrDefault("webhook-timestamp", "");
        if (id.isEmpty() || !timestamp.matches("[0-9]{1,12}")) {
            return false;
        }
        Duration age =
                Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant());
        if (age.abs().compareTo(TOLERANCE) > 0) {
            return false;
        }
        byte[] wanted = ("v1," + signature(id, timestamp, request.body())).getBytes(UTF_8);
        String shown = request.headers().getOrDefault("webhook-signature", "");
        for (String one : shown.split(" ", 8)) {
            if (MessageDigest.isEqual(wanted, one.getBytes(UTF_8))) {
                return true;
            }
        }
        return false;
    }

    private String signature(String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, missing);
        }
    }
}
