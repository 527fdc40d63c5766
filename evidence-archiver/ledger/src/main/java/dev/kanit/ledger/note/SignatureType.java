package dev.kanit.ledger.note;

import java.util.Arrays;
import java.util.Optional;

/** The signature types of {@code c2sp.org/signed-note} that are supported, both with Ed25519. */
public enum SignatureType {
    /** Over the note's text. */
    ED25519((byte) 0x01, 64),
    /**
     * Over a time and the checkpoint that is the note's text ({@code c2sp.org/tlog-cosignature}).
     */
    COSIGNATURE((byte) 0x04, 72);

    private final byte identifier;
    private final int signatureBytes;

    SignatureType(byte identifier, int signatureBytes) {
        this.identifier = identifier;
        this.signatureBytes = signatureBytes;
    }

    byte identifier() {
        return identifier;
    }

    /** Length of a signature without its key id. */
    int signatureBytes() {
        return signatureBytes;
    }

    static Optional<SignatureType> of(byte identifier) {
        return Arrays.stream(values()).filter(type -> type.identifier == identifier).findFirst();
    }
}
