package dev.kanit.executor.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names that receivers accept, made of names that may be too long for them. */
public final class Ids {

    private Ids() {}

    /** SHA-256 of {@code text}, hex. */
    public static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    /** {@code text} itself, or something as unique where it is longer than {@code length}. */
    public static String within(String text, int length) {
        return text.length() <= length ? text : digest(text);
    }
}
