package dev.kanit.bench.judge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digest of decisions: equal digests, equal decisions. */
final class DecisionLog {

    private final MessageDigest digest;

    DecisionLog() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("SHA-256: absent (expected: in every JDK)", absent);
        }
    }

    void add(String line) {
        digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** In hexadecimal; call once. */
    String digest() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
