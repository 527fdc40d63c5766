package dev.kanit.collector.push;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The secret that pushers show. Compared in constant time, and never printed. */
public final class BearerToken {

    private static final String SCHEME = "Bearer ";
    private static final int SHORTEST = 16;

    private final byte[] digest;

    /**
     * The expected token.
     *
     * @throws IllegalArgumentException when it has fewer than 16 characters
     */
    public BearerToken(String token) {
        if (token.length() < SHORTEST) {
            throw new IllegalArgumentException(
                    "push token of %d characters (expected: >= %d)"
                            .formatted(token.length(), SHORTEST));
        }
        this.digest = digest(token);
    }

    boolean isIn(String authorization) {
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        digest, digest(authorization.substring(SCHEME.length()).strip()));
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
