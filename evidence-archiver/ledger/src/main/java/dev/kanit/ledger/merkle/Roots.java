package dev.kanit.ledger.merkle;

import java.security.MessageDigest;
import java.util.HexFormat;

/** The last step of every check. */
final class Roots {

    private Roots() {}

    static ProofCheck compare(String name, byte[] computed, byte[] expected) {
        return MessageDigest.isEqual(computed, expected)
                ? new ProofCheck.Holds()
                : new ProofCheck.Fails(
                        "%s: the proof leads to %s (expected: %s)"
                                .formatted(
                                        name,
                                        HexFormat.of().formatHex(computed),
                                        HexFormat.of().formatHex(expected)));
    }
}
