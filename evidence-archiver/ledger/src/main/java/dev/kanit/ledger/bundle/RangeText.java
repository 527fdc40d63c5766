package dev.kanit.ledger.bundle;

import dev.kanit.ledger.merkle.CompactRange;
import dev.kanit.ledger.merkle.Hash;
import dev.kanit.ledger.merkle.RangeProof;
import dev.kanit.ledger.text.LineBuffer;
import dev.kanit.ledger.text.LineCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A range proof as text: {@code {"first":N,"entries":N,"left":["…"],"right":["…"]}}, hashes in
 * Base64. The tree's size is that of the checkpoint beside it.
 */
final class RangeText {

    private static final int MAX_LEFT = CompactRange.MAX_HASHES;
    private static final int MAX_RIGHT = 2 * CompactRange.MAX_HASHES;

    private RangeText() {}

    static byte[] write(RangeProof proof) {
        LineBuffer line = new LineBuffer(1_024).ascii("{\"first\":").number(proof.begin());
        line.ascii(",\"entries\":").number(proof.end() - proof.begin());
        hashes(line.ascii(",\"left\":["), proof.left());
        hashes(line.ascii("],\"right\":["), proof.right());
        return line.ascii("]}").toArray();
    }

    private static void hashes(LineBuffer line, List<Hash> hashes) {
        String comma = "";
        for (Hash hash : hashes) {
            line.ascii(comma).ascii("\"").ascii(hash.base64()).ascii("\"");
            comma = ",";
        }
    }

    /**
     * Reads a proof.
     *
     * @throws IllegalArgumentException when it is none, or spelled otherwise than this writes it
     */
    static RangeProof read(byte[] bytes, long size) {
        LineCursor line = new LineCursor(bytes, 0, bytes.length);
        long first = line.expect("{\"first\":").number();
        long entries = line.expect(",\"entries\":").number();
        List<Hash> left = hashes(line.expect(",\"left\":["), MAX_LEFT);
        List<Hash> right = hashes(line.expect(",\"right\":["), MAX_RIGHT);
        line.expect("}").expectEnd();
        RangeProof proof = new RangeProof(first, first + entries, size, left, right);
        if (!Arrays.equals(write(proof), bytes)) {
            throw new IllegalArgumentException("another spelling (expected: the canonical one)");
        }
        return proof;
    }

    private static List<Hash> hashes(LineCursor line, int most) {
        List<Hash> hashes = new ArrayList<>();
        while (!line.skip("]")) {
            if (hashes.size() == most) {
                throw new IllegalArgumentException("hashes: more than " + most);
            }
            if (!hashes.isEmpty()) {
                line.expect(",");
            }
            hashes.add(Hash.ofBase64(line.plain()));
        }
        return hashes;
    }
}
