package dev.kanit.ledger.merkle;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hashes of RFC 6962, section 2.1: {@code SHA-256(0x00 || entry)} for a leaf and {@code
 * SHA-256(0x01 || left || right)} for a node. Owns its digest so that hot loops do not look it up.
 * Not thread-safe.
 */
public final class MerkleHasher {

    /** Length of every hash, bytes. */
    public static final int HASH_BYTES = 32;

    private static final byte LEAF = 0x00;
    private static final byte NODE = 0x01;

    private final MessageDigest digest = sha256();

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** The root of a tree without leaves: SHA-256 of nothing. */
    public byte[] emptyRoot() {
        digest.reset();
        return digest.digest();
    }

    /** Hash of the leaf that holds {@code entry}. */
    public byte[] leaf(byte[] entry) {
        return leaf(entry, 0, entry.length);
    }

    /** Hash of the leaf that holds a part of {@code bytes}. */
    public byte[] leaf(byte[] bytes, int offset, int length) {
        byte[] hash = new byte[HASH_BYTES];
        leafInto(bytes, offset, length, hash, 0);
        return hash;
    }

    /** As {@link #leaf(byte[], int, int)}, written to {@code out} at {@code outOffset}. */
    public void leafInto(byte[] bytes, int offset, int length, byte[] out, int outOffset) {
        digest.reset();
        digest.update(LEAF);
        digest.update(bytes, offset, length);
        finish(out, outOffset);
    }

    /** Hash of the node above two hashes. */
    public byte[] node(byte[] left, byte[] right) {
        byte[] hash = new byte[HASH_BYTES];
        nodeInto(left, 0, right, 0, hash, 0);
        return hash;
    }

    /** As {@link #node}, of hashes inside arrays; {@code out} may be one of them. */
    public void nodeInto(
            byte[] left, int leftOffset, byte[] right, int rightOffset, byte[] out, int outOffset) {
        digest.reset();
        digest.update(NODE);
        digest.update(left, leftOffset, HASH_BYTES);
        digest.update(right, rightOffset, HASH_BYTES);
        finish(out, outOffset);
    }

    private void finish(byte[] out, int outOffset) {
        try {
            digest.digest(out, outOffset, HASH_BYTES);
        } catch (DigestException tooShort) {
            throw new IllegalArgumentException(
                    "out: %d bytes from %d (expected: room for %d)"
                            .formatted(out.length, outOffset, HASH_BYTES),
                    tooShort);
        }
    }
}
