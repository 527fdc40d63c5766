package dev.kanit.ledger.leaf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over a record's key, value and headers in an encoding that no two records share:
 *
 * <pre>
 *   record  = 0x01 field(key) field(value) header* 0x00
 *   header  = 0x02 text(name) field(value)
 *   field   = 0x00                                     for null
 *           | 0x01 length bytes                        otherwise, also for no bytes at all
 *   text    = length bytes                             in UTF-8
 *   length  = 4 bytes, big-endian
 * </pre>
 *
 * <p>The first byte is the encoding's version. Headers keep their order. Offset and timestamp are
 * not in it; they stand in the leaf beside the digest.
 *
 * <p>Reused for one record after the other; not thread-safe.
 */
public final class PayloadDigest {

    private static final byte VERSION = 0x01;
    private static final byte END = 0x00;
    private static final byte HEADER = 0x02;
    private static final byte NULL = 0x00;
    private static final byte PRESENT = 0x01;

    /** Small parts are collected, since a digest has a price per call. */
    private final byte[] collected = new byte[1_024];

    private final MessageDigest digest;
    private int collectedBytes;
    private long digestedBytes;

    public PayloadDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** Begins a record. */
    public void begin(byte @Nullable [] key, byte @Nullable [] value) {
        digest.reset();
        collectedBytes = 0;
        digestedBytes = 0;
        put(VERSION);
        field(key);
        field(value);
    }

    /** The record's next header. */
    public void header(String name, byte @Nullable [] value) {
        put(HEADER);
        bytes(name.getBytes(UTF_8));
        field(value);
    }

    /** Ends the record: 32 bytes. */
    public byte[] finish() {
        put(END);
        flush();
        return digest.digest();
    }

    /** How many bytes the encoding of the finished record has. */
    public long length() {
        return digestedBytes;
    }

    private void field(byte @Nullable [] content) {
        if (content == null) {
            put(NULL);
        } else {
            put(PRESENT);
            bytes(content);
        }
    }

    private void bytes(byte[] content) {
        room(Integer.BYTES);
        collected[collectedBytes++] = (byte) (content.length >>> 24);
        collected[collectedBytes++] = (byte) (content.length >>> 16);
        collected[collectedBytes++] = (byte) (content.length >>> 8);
        collected[collectedBytes++] = (byte) content.length;
        if (content.length > collected.length - collectedBytes) {
            flush();
        }
        if (content.length > collected.length) {
            digest.update(content);
            digestedBytes += content.length;
        } else {
            System.arraycopy(content, 0, collected, collectedBytes, content.length);
            collectedBytes += content.length;
        }
    }

    private void put(byte one) {
        room(1);
        collected[collectedBytes++] = one;
    }

    private void room(int more) {
        if (collected.length - collectedBytes < more) {
            flush();
        }
    }

    private void flush() {
        digest.update(collected, 0, collectedBytes);
        digestedBytes += collectedBytes;
        collectedBytes = 0;
    }
}
