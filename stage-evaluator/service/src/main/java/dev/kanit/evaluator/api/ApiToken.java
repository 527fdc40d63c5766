package dev.kanit.evaluator.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that callers show. Kept in a file that only its owner can read, or that nobody can
 * write and its group can read, as a mounted secret is; never printed.
 */
public final class ApiToken {

    private static final int BYTES = 32;
    private static final String SCHEME = "Bearer ";
    private static final String GATE_ALGORITHM = "HmacSHA256";
    private static final String GATE_PURPOSE = "kanit-gates-v1";
    private static final String GATE_USER = "gates";
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private static final Set<PosixFilePermission> MOUNTED =
            PosixFilePermissions.fromString("r--r-----");

    private final String secret;

    private ApiToken(String secret) {
        this.secret = secret;
    }

    /** The token in {@code file}; a new one is made there when there is none. */
    public static ApiToken in(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(
                    file, HexFormat.of().formatHex(random), StandardOpenOption.TRUNCATE_EXISTING);
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!OWNER_ONLY.containsAll(permissions) && !MOUNTED.containsAll(permissions)) {
            throw new IOException(
                    file
                            + ": "
                            + PosixFilePermissions.toString(permissions)
                            + " (expected: rw------- or r--r----- at most)");
        }
        String secret = Files.readString(file).strip();
        if (secret.length() < BYTES) {
            throw new IOException(file + ": token too short (expected: 32 characters or more)");
        }
        return new ApiToken(secret);
    }

    /** As the header that a client sends. */
    public String asHeader() {
        return SCHEME + secret;
    }

    /** The secret itself, for a part of the same process that keeps one too. */
    public String secret() {
        return secret;
    }

    boolean isIn(String header) {
        return isSame(asHeader(), header);
    }

    /**
     * What whoever only asks at the gates shows: made from the token, and of no use anywhere else.
     * It stands in objects of a cluster that more people can read than may steer a rollout.
     */
    public String gateSecret() {
        try {
            Mac mac = Mac.getInstance(GATE_ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), GATE_ALGORITHM));
            byte[] made = mac.doFinal(GATE_PURPOSE.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(made);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", impossible);
        }
    }

    /** The token or the gates' own, as a bearer, or as the password of a URL with a user. */
    boolean opensGates(String header) {
        return isIn(header)
                || isSame(SCHEME + gateSecret(), header)
                || isSame(basic(gateSecret()), header);
    }

    private static String basic(String password) {
        byte[] credentials = (GATE_USER + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }

    private static boolean isSame(String expected, String shown) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "ApiToken[…]";
    }
}
