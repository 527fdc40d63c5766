package dev.kanit.ledger.leaf;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.text.StrictUtf8;
import org.jspecify.annotations.Nullable;

/** What may be taken over into a leaf from bytes that somebody else wrote. */
final class Attribute {

    private static final byte[] NOTHING = {};
    private static final int MAX_DIGITS = 18;
    private static final int DIGEST_DIGITS = 64;

    private Attribute() {}

    /** The bytes themselves if they are UTF-8 and few enough, else none. */
    static byte[] text(byte @Nullable [] value, int maxBytes) {
        if (value == null || value.length > maxBytes) {
            return NOTHING;
        }
        for (byte one : value) {
            if (one < 0) {
                return StrictUtf8.decode(value).isPresent() ? value : NOTHING;
            }
        }
        return value;
    }

    /** The bytes themselves if they are 64 lower-case hex digits, else none. */
    static byte[] digest(byte @Nullable [] value) {
        if (value == null || value.length != DIGEST_DIGITS) {
            return NOTHING;
        }
        for (byte one : value) {
            if (!isDigit(one) && (one < 'a' || one > 'f')) {
                return NOTHING;
            }
        }
        return value;
    }

    /** A decimal number of at most 18 digits without leading zeros, else -1. */
    static long number(byte @Nullable [] value) {
        if (value == null || value.length == 0 || value.length > MAX_DIGITS) {
            return -1;
        }
        long number = 0;
        for (byte one : value) {
            if (!isDigit(one)) {
                return -1;
            }
            number = 10 * number + (one - '0');
        }
        return value[0] == '0' && value.length > 1 ? -1 : number;
    }

    /** As much of {@code text} as fits, without half characters. */
    static String cut(String text, int maxBytes) {
        byte[] bytes = text.getBytes(UTF_8);
        if (bytes.length <= maxBytes) {
            return new String(bytes, UTF_8);
        }
        int end = maxBytes;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, UTF_8);
    }

    private static boolean isDigit(byte one) {
        return one >= '0' && one <= '9';
    }
}
