package dev.kanit.ledger.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Base64;

/** Bytes of JSON that grow from left to right; reused, so that hot loops allocate little. */
public final class LineBuffer {

    private static final byte[] HEX = "0123456789abcdef".getBytes(ISO_8859_1);
    private static final int LONGEST_NUMBER = 20;
    private static final byte[] PAIRS = pairs();
    private static final long[] POWERS_OF_TEN = powersOfTen();

    private byte[] bytes;
    private byte[] encoded = {};
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
        return raw(content, content.length);
    }

    /** The first {@code count} bytes of {@code content}. */
    public LineBuffer raw(byte[] content, int count) {
        room(count);
        System.arraycopy(content, 0, bytes, length, count);
        length += count;
        return this;
    }

    /** The byte's lowest eight bits. */
    public LineBuffer one(int content) {
        room(1);
        bytes[length++] = (byte) content;
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
        int at = length + digits;
        while (rest >= 10) {
            long hundreds = rest / 100;
            int pair = 2 * (int) (rest - 100 * hundreds);
            bytes[--at] = PAIRS[pair + 1];
            bytes[--at] = PAIRS[pair];
            rest = hundreds;
        }
        if (at > length) {
            bytes[length] = (byte) ('0' + rest);
        }
        length += digits;
        return this;
    }

    /** Characters that {@link #number} writes. */
    public static int numberLength(long number) {
        return number < 0 ? 1 + digits(-Math.max(number, -Long.MAX_VALUE)) : digits(number);
    }

    /** The binary logarithm tells it, or one less. */
    private static int digits(long number) {
        int guess = ((Long.SIZE - Long.numberOfLeadingZeros(number | 1)) * 1_233) >>> 12;
        return number < POWERS_OF_TEN[guess] ? Math.max(guess, 1) : guess + 1;
    }

    private static byte[] pairs() {
        byte[] pairs = new byte[200];
        for (int i = 0; i < 100; i++) {
            pairs[2 * i] = (byte) ('0' + i / 10);
            pairs[2 * i + 1] = (byte) ('0' + i % 10);
        }
        return pairs;
    }

    private static long[] powersOfTen() {
        long[] powers = new long[19];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = 10 * powers[i - 1];
        }
        return powers;
    }

    /** Base64 with padding, without quotes. */
    public LineBuffer base64(byte[] content) {
        int characters = base64Length(content.length);
        if (encoded.length < characters) {
            encoded = new byte[Math.max(characters, 2 * encoded.length)];
        }
        int _ = Base64.getEncoder().encode(content, encoded);
        return raw(encoded, characters);
    }

    /** Characters that {@link #base64} writes. */
    public static int base64Length(int contentBytes) {
        return (contentBytes + 2) / 3 * 4;
    }

    /** Lower-case hex, without quotes. */
    public LineBuffer hex(byte[] content) {
        room(2 * content.length);
        int at = length;
        for (byte one : content) {
            bytes[at++] = HEX[(one >> 4) & 0xF];
            bytes[at++] = HEX[one & 0xF];
        }
        length = at;
        return this;
    }

    /** A JSON string as RFC 8785 spells it. */
    public LineBuffer quoted(byte[] utf8) {
        room(2 + 6 * utf8.length);
        bytes[length++] = '"';
        int from = 0;
        for (int at = 0; at < utf8.length; at++) {
            byte one = utf8[at];
            if (one >= 0 && (one < ' ' || one == '"' || one == '\\')) {
                part(utf8, from, at);
                escape(one);
                from = at + 1;
            }
        }
        part(utf8, from, utf8.length);
        bytes[length++] = '"';
        return this;
    }

    private void part(byte[] content, int from, int to) {
        System.arraycopy(content, from, bytes, length, to - from);
        length += to - from;
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
