package dev.kanit.ledger.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;

/**
 * Reads JSON of a known shape from left to right, accepting one spelling only. Every method throws
 * {@link IllegalArgumentException}, naming the place, when something else stands there.
 */
public final class LineCursor {

    private final byte[] bytes;
    private final int end;
    private int at;

    /** Reads {@code bytes} from {@code begin} up to, not including, {@code end}. */
    public LineCursor(byte[] bytes, int begin, int end) {
        this.bytes = bytes;
        this.at = begin;
        this.end = end;
    }

    /** Passes {@code text} if it stands here. */
    public boolean skip(String text) {
        int count = text.length();
        if (end - at < count) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (bytes[at + i] != text.charAt(i)) {
                return false;
            }
        }
        at += count;
        return true;
    }

    /** Passes {@code text}, which must stand here. */
    public LineCursor expect(String text) {
        if (!skip(text)) {
            throw wrong(text);
        }
        return this;
    }

    /** Nothing may follow. */
    public void expectEnd() {
        if (at != end) {
            throw wrong("the end");
        }
    }

    /** A whole number without leading zeros, within the range of {@code long}. */
    public long number() {
        int begin = at;
        boolean isNegative = skip("-");
        int digits = at;
        long value = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            int digit = bytes[at] - '0';
            if (value < (Long.MIN_VALUE + digit) / 10) {
                throw wrong("a number of 64 bits");
            }
            value = value * 10 - digit;
            at++;
        }
        boolean isPadded = at > digits + 1 || isNegative;
        if (at == digits || (bytes[digits] == '0' && isPadded)) {
            at = begin;
            throw wrong("a number");
        }
        if (!isNegative && value == Long.MIN_VALUE) {
            throw wrong("a number of 64 bits");
        }
        return isNegative ? value : -value;
    }

    /** Bytes as quoted Base64. */
    public byte[] base64() {
        expect("\"");
        int close = at;
        while (close < end && bytes[close] != '"') {
            close++;
        }
        byte[] text = Arrays.copyOfRange(bytes, at, close);
        byte[] content = Base64.getDecoder().decode(text);
        if (!Arrays.equals(Base64.getEncoder().encode(content), text)) {
            throw wrong("Base64 without stray bits");
        }
        at = close;
        expect("\"");
        return content;
    }

    /** Quoted text of ASCII characters that need no escapes. */
    public String plain() {
        expect("\"");
        int close = at;
        while (close < end && bytes[close] != '"' && bytes[close] > ' ' && bytes[close] != '\\') {
            close++;
        }
        String text = new String(bytes, at, close - at, ISO_8859_1);
        at = close;
        expect("\"");
        return text;
    }

    /** A JSON string. That it is spelled in the one way, the caller sees by writing it again. */
    public String quoted() {
        expect("\"");
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (at < end && bytes[at] != '"') {
            text.write(bytes[at] == '\\' ? escaped() : bytes[at++]);
        }
        expect("\"");
        return StrictUtf8.decode(text.toByteArray()).orElseThrow(() -> wrong("UTF-8"));
    }

    private int escaped() {
        at++;
        if (skip("u00")) {
            if (end - at < 2) {
                throw wrong("two hex digits");
            }
            int high = Character.digit(bytes[at], 16);
            int low = Character.digit(bytes[at + 1], 16);
            if (high < 0 || high > 1 || low < 0) {
                throw wrong("an escaped control character");
            }
            at += 2;
            return 16 * high + low;
        }
        int letter = at < end ? "btnfr\"\\".indexOf(bytes[at]) : -1;
        if (letter < 0) {
            throw wrong("an escape");
        }
        at++;
        return "\b\t\n\f\r\"\\".charAt(letter);
    }

    private IllegalArgumentException wrong(String expected) {
        String found = new String(bytes, at, Math.min(20, end - at), ISO_8859_1);
        return new IllegalArgumentException(
                "byte %d: '%s' (expected: %s)".formatted(at, found, expected));
    }
}
