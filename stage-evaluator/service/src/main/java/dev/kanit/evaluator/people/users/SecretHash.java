package dev.kanit.evaluator.people.users;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A secret, salted and stretched (PBKDF2 with HMAC-SHA-256, RFC 8018).
 *
 * @param salt {@value #SALT_BYTES} random bytes in base64
 * @param iterations {@value #MIN_ITERATIONS} to {@value #MAX_ITERATIONS}
 * @param hash {@value #HASH_BYTES} bytes in base64
 */
record SecretHash(String salt, int iterations, String hash) {

    /** Of a token: 256 random bits cannot be guessed, stretched or not. */
    static final int TOKEN_ITERATIONS = 1_000;

    /** Of a password, which people choose. */
    static final int PASSWORD_ITERATIONS = 600_000;

    static final int MIN_ITERATIONS = TOKEN_ITERATIONS;
    static final int MAX_ITERATIONS = 2_000_000;
    static final int SALT_BYTES = 16;
    static final int HASH_BYTES = 32;

    SecretHash {
        requireBytes("salt", salt, SALT_BYTES);
        requireBytes("hash", hash, HASH_BYTES);
        if (iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
            throw new IllegalArgumentException(
                    "iterations: "
                            + iterations
                            + " (expected: "
                            + MIN_ITERATIONS
                            + " to "
                            + MAX_ITERATIONS
                            + ")");
        }
    }

    private static void requireBytes(String name, String base64, int bytes) {
        if (Base64.getDecoder().decode(base64).length != bytes) {
            throw new IllegalArgumentException(name + " (expected: " + bytes + " bytes in base64)");
        }
    }

    /** With a salt of its own. */
    static SecretHash of(String secret, int iterations) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder();
        return new SecretHash(
                base64.encodeToString(salt),
                iterations,
                base64.encodeToString(stretch(secret, salt, iterations)));
    }

    /** Compares in constant time. */
    boolean isOf(String secret) {
        Base64.Decoder base64 = Base64.getDecoder();
        return MessageDigest.isEqual(
                base64.decode(hash), stretch(secret, base64.decode(salt), iterations));
    }

    private static byte[] stretch(String secret, byte[] salt, int iterations) {
        PBEKeySpec spec =
                new PBEKeySpec(secret.toCharArray(), salt, iterations, HASH_BYTES * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has PBKDF2WithHmacSHA256", impossible);
        } finally {
            spec.clearPassword();
        }
    }

    @Override
    public String toString() {
        return "SecretHash[…]";
    }
}
