package dev.kanit.ledger.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** RFC 6962, section 2.1, word for word: recursive, slow, and sharing no code with the real one. */
final class NaiveTree {

    private final List<byte[]> entries;

    NaiveTree(List<byte[]> entries) {
        this.entries = List.copyOf(entries);
    }

    static NaiveTree ofSize(int size) {
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            entries.add(("entry " + i).getBytes(UTF_8));
        }
        return new NaiveTree(entries);
    }

    byte[] leaf(int index) {
        return sha256(new byte[] {0}, entries.get(index));
    }

    List<byte[]> leaves(int begin, int end) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = begin; i < end; i++) {
            leaves.add(leaf(i));
        }
        return leaves;
    }

    byte[] root(int begin, int end) {
        if (begin == end) {
            return sha256();
        }
        if (end - begin == 1) {
            return leaf(begin);
        }
        int middle = begin + split(end - begin);
        return sha256(new byte[] {1}, root(begin, middle), root(middle, end));
    }

    List<Hash> path(int index, int begin, int end) {
        if (end - begin == 1) {
            return new ArrayList<>();
        }
        int middle = begin + split(end - begin);
        boolean isLeft = index < middle;
        List<Hash> path = isLeft ? path(index, begin, middle) : path(index, middle, end);
        path.add(Hash.of(isLeft ? root(middle, end) : root(begin, middle)));
        return path;
    }

    List<Hash> consistency(int oldSize, int begin, int end, boolean isWhole) {
        List<Hash> proof = new ArrayList<>();
        if (oldSize == end - begin) {
            if (!isWhole) {
                proof.add(Hash.of(root(begin, end)));
            }
            return proof;
        }
        int split = split(end - begin);
        int middle = begin + split;
        if (oldSize <= split) {
            proof.addAll(consistency(oldSize, begin, middle, isWhole));
            proof.add(Hash.of(root(middle, end)));
        } else {
            proof.addAll(consistency(oldSize - split, middle, end, false));
            proof.add(Hash.of(root(begin, middle)));
        }
        return proof;
    }

    HashSource source() {
        return (level, index) -> root((int) (index << level), (int) ((index + 1) << level));
    }

    private static int split(int count) {
        int split = 1;
        while (split * 2 < count) {
            split *= 2;
        }
        return split;
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
