package dev.kanit.ledger.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Base64;

/** Bytes of JSON that grow from left to right; reused, so that hot loops allocate little. */
public final class LineBuffer {

    private static final byte[] HEX = "0123456789abcdef".getBytes(ISO_8859_1);
    private static final int LONGEST_NUMBER = 20;

    private byte[] bytes;
    private int length;

    /**
     * @param capacity to begin with, bytes, &gt;= 0
     */
    public LineBuffer(int capacity) {
        this.bytes = new byte[capacity];
    }

    public void clear() {
        length = 0;
    }

    public int length() {
        return length;
    }

    /** The bytes from 0 to {@link #length()}, not to be changed; valid until the next change. */
    public byte[] array() {
        return bytes;
    }

    /** A copy of what was written. */
    public byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** Text of ASCII characters, as it is. */
    @SuppressWarnings("deprecation") // For ASCII it is right, and it allocates nothing.
    public LineBuffer ascii(String text) {
        int count = text.length();
        room(count);
        text.getBytes(0, count, bytes, length);
        length += count;
        return this;
    }

    public LineBuffer raw(byte[] content) {
        room(content.length);
        System.arraycopy(content, 0, bytes, length, content.length);
        length += content.length;
        return this;
    }

    /** Decimal digits. */
    public LineBuffer number(long number) {
        if (number == Long.MIN_VALUE) {
            return ascii(Long.toString(number));
        }
        room(LONGEST_NUMBER);
        long rest = number;
        if (rest < 0) {
            bytes[length++] = '-';
            rest = -rest;
        }
        int digits = digits(rest);
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** Characters that {@link #number} writes. */
    public static int numberLength(long number) {
        return number < 0 ? 1 + digits(-Math.max(number, -Long.MAX_VALUE)) : digits(number);
    }

    private static int digits(long number) {
        int digits = 1;
        long limit = 10;
        while (digits < 19 && number >= limit) {
            digits++;
            limit *= 10;
        }
        return digits;
    }

    /** Base64 with padding, without quotes. */
    public LineBuffer base64(byte[] content) {
        return raw(Base64.getEncoder().encode(content));
    }

    /** Characters that {@link #base64} writes. */
    public static int base64Length(int contentBytes) {
        return (contentBytes + 2) / 3 * 4;
    }

    /** Lower-case hex, without quotes. */
    public LineBuffer hex(byte[] content) {
        room(2 * content.length);
        for (byte one : content) {
            bytes[length++] = HEX[(one >> 4) & 0xF];
            bytes[length++] = HEX[one & 0xF];
        }
        return this;
    }

    /** A JSON string as RFC 8785 spells it. */
    public LineBuffer quoted(byte[] utf8) {
        room(2 + 6 * utf8.length);
        bytes[length++] = '"';
        for (byte one : utf8) {
            if ((one >= ' ' && one != '"' && one != '\\') || one < 0) {
                bytes[length++] = one;
            } else {
                escape(one);
            }
        }
        bytes[length++] = '"';
        return this;
    }

    private void escape(byte one) {
        int letter = "\b\t\n\f\r\"\\".indexOf(one);
        bytes[length++] = '\\';
        if (letter >= 0) {
            bytes[length++] = (byte) "btnfr\"\\".charAt(letter);
        } else {
            ascii("u00");
            bytes[length++] = HEX[one >> 4];
            bytes[length++] = HEX[one & 0xF];
        }
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
