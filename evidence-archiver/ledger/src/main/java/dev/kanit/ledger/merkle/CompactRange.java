package dev.kanit.ledger.merkle;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The first leaves of a tree, remembered by one hash per bit of their number: enough to append and
 * to tell the root. Appending allocates nothing but the room for a new height, which doubles.
 *
 * <p>Not thread-safe. Ranges used by one thread may share a hasher.
 */
public final class CompactRange {

    /** Most hashes of a range, since sizes stay below 2^63. */
    public static final int MAX_HASHES = 63;

    private static final int HASH = MerkleHasher.HASH_BYTES;
    private static final int FIRST_LEVELS = 4;

    private final MerkleHasher hasher;

    /** Per height its subtree's hash; only those mean something whose bit is set in the size. */
    private byte[] hashes;

    private long size;

    private CompactRange(MerkleHasher hasher, byte[] hashes, long size) {
        this.hasher = hasher;
        this.hashes = hashes;
        this.size = size;
    }

    /** Without leaves. */
    public static CompactRange empty(MerkleHasher hasher) {
        return new CompactRange(hasher, new byte[FIRST_LEVELS * HASH], 0);
    }

    /**
     * The first {@code size} leaves, by the hashes of {@link #hashes()}.
     *
     * @throws IllegalArgumentException when the number of hashes does not fit the size
     */
    public static CompactRange of(MerkleHasher hasher, long size, List<Hash> hashes) {
        requireSize(size, hashes.size());
        CompactRange range = empty(hasher);
        int next = 0;
        for (int level = 62; level >= 0; level--) {
            if ((size & (1L << level)) != 0) {
                range.makeRoom(level);
                System.arraycopy(hashes.get(next++).raw(), 0, range.hashes, level * HASH, HASH);
            }
        }
        range.size = size;
        return range;
    }

    /**
     * From the bytes of {@link #toBytes()}.
     *
     * @throws IllegalArgumentException when they are not
     */
    public static CompactRange restore(MerkleHasher hasher, byte[] bytes) {
        if (bytes.length < Long.BYTES || (bytes.length - Long.BYTES) % HASH != 0) {
            throw new IllegalArgumentException(
                    "range: %d bytes (expected: 8 and 32 per hash)".formatted(bytes.length));
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long size = buffer.getLong();
        List<Hash> hashes = new ArrayList<>();
        byte[] hash = new byte[HASH];
        while (buffer.hasRemaining()) {
            buffer.get(hash);
            hashes.add(Hash.of(hash));
        }
        return of(hasher, size, hashes);
    }

    private static void requireSize(long size, int hashes) {
        if (size < 0 || Long.bitCount(size) != hashes) {
            throw new IllegalArgumentException(
                    "size: %d with %d hashes (expected: >= 0 and one per bit set)"
                            .formatted(size, hashes));
        }
    }

    /** Number of leaves. */
    public long size() {
        return size;
    }

    /** Appends a leaf by its hash. */
    public void append(byte[] leafHash) {
        append(0, leafHash, 0);
    }

    /** Appends a leaf by its hash, which lies inside {@code bytes}. */
    public void append(byte[] bytes, int offset) {
        append(0, bytes, offset);
    }

    /**
     * Appends a complete subtree by its root.
     *
     * @param level its height; the size must be a multiple of 2^level
     */
    public void append(int level, byte[] bytes, int offset) {
        long count = 1L << level;
        if ((size & (count - 1)) != 0 || size + count < 0) {
            throw new IllegalArgumentException(
                    "level: %d at size %d (expected: a multiple of 2^level, below 2^63)"
                            .formatted(level, size));
        }
        int top = level + Long.numberOfTrailingZeros(~(size >>> level));
        makeRoom(top);
        int place = top * HASH;
        System.arraycopy(bytes, offset, hashes, place, HASH);
        for (int below = level; below < top; below++) {
            hasher.nodeInto(hashes, below * HASH, hashes, place, hashes, place);
        }
        size += count;
    }

    private void makeRoom(int level) {
        if (hashes.length < (level + 1) * HASH) {
            hashes = Arrays.copyOf(hashes, Math.max((level + 1) * HASH, 2 * hashes.length));
        }
    }

    /** Root of the tree with these leaves. */
    public byte[] root() {
        if (size == 0) {
            return hasher.emptyRoot();
        }
        byte[] root = new byte[HASH];
        rootInto(root, 0);
        return root;
    }

    /** As {@link #root()}, written to {@code out}. */
    public void rootInto(byte[] out, int offset) {
        if (size == 0) {
            System.arraycopy(hasher.emptyRoot(), 0, out, offset, HASH);
            return;
        }
        int lowest = Long.numberOfTrailingZeros(size);
        System.arraycopy(hashes, lowest * HASH, out, offset, HASH);
        for (int level = lowest + 1; level < 63; level++) {
            if ((size & (1L << level)) != 0) {
                hasher.nodeInto(hashes, level * HASH, out, offset, out, offset);
            }
        }
    }

    /** Its subtrees' roots from the left, the largest first. */
    public List<Hash> hashes() {
        List<Hash> list = new ArrayList<>();
        for (int level = 62; level >= 0; level--) {
            if ((size & (1L << level)) != 0) {
                list.add(Hash.of(Arrays.copyOfRange(hashes, level * HASH, (level + 1) * HASH)));
            }
        }
        return list;
    }

    /** The size in 8 bytes, big-endian, and {@link #hashes()}, 32 bytes each. */
    public byte[] toBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES + Long.bitCount(size) * HASH);
        buffer.putLong(size);
        for (int level = 62; level >= 0; level--) {
            if ((size & (1L << level)) != 0) {
                buffer.put(hashes, level * HASH, HASH);
            }
        }
        return buffer.array();
    }

    /** Another range with the same leaves. */
    public CompactRange copy() {
        return new CompactRange(hasher, hashes.clone(), size);
    }
}
