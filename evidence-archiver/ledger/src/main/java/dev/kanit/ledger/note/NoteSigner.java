package dev.kanit.ledger.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;

/**
 * A private key that signs notes. As text it has the form of Go's {@code sumdb/note}: {@code
 * PRIVATE+KEY+<name>+<id as 8 hex digits>+<Base64 of the type's byte and the 32 bytes of the
 * seed>}.
 */
public final class NoteSigner {

    private static final String PREFIX = "PRIVATE+KEY+";

    private final byte[] seed;
    private final NoteKey key;

    private NoteSigner(String name, SignatureType type, byte[] seed) {
        Optional<String> bad = KeyName.refusal(name);
        if (bad.isPresent()) {
            throw new IllegalArgumentException(bad.get());
        }
        this.seed = seed.clone();
        this.key = new NoteKey(name, type, Ed25519.publicOf(seed));
    }

    /** A new key from the JDK's strongest everyday randomness. */
    public static NoteSigner generate(String name, SignatureType type) {
        byte[] seed = new byte[Ed25519.KEY_BYTES];
        new SecureRandom().nextBytes(seed);
        return new NoteSigner(name, type, seed);
    }

    /**
     * Reads a private key.
     *
     * @throws MalformedNoteException when it is none; the message does not repeat it
     */
    public static NoteSigner parse(String text) throws MalformedNoteException {
        if (!text.startsWith(PREFIX)) {
            throw new MalformedNoteException("private key: (expected: " + PREFIX + "…)");
        }
        NoteKey.KeyText read =
                NoteKey.KeyText.parse("private key", text.substring(PREFIX.length()));
        NoteSigner signer = new NoteSigner(read.name(), read.type(), read.material());
        if (signer.key.id() != read.id()) {
            throw new MalformedNoteException(
                    "private key: id %08x (expected: %08x, that of the key)"
                            .formatted(read.id(), signer.key.id()));
        }
        return signer;
    }

    /** The public half. */
    public NoteKey key() {
        return key;
    }

    /** The same key under another name, hence with another id. */
    public NoteSigner named(String name) {
        return new NoteSigner(name, key.type(), seed);
    }

    /** The private key as text, to be kept where nobody else reads it. */
    public String privateKeyText() {
        return PREFIX + NoteKey.KeyText.write(key.name(), key.id(), key.type(), seed);
    }

    /**
     * Signs a note's text. The same text always gets the same signature.
     *
     * @throws IllegalStateException when this is a cosigner's key
     */
    public NoteSignature sign(String text) {
        requireType(SignatureType.ED25519);
        return NoteSignature.of(key, Ed25519.sign(seed, text.getBytes(UTF_8)));
    }

    /**
     * Cosigns a checkpoint, as a witness does.
     *
     * @param body of the checkpoint
     * @param at to the second; not before 1970
     * @throws IllegalStateException when this is not a cosigner's key
     */
    public NoteSignature cosign(Checkpoint body, Instant at) {
        requireType(SignatureType.COSIGNATURE);
        long seconds = at.getEpochSecond();
        byte[] message =
                Cosignature.message(body.body(), seconds)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "at: " + at + " (expected: since 1970)"));
        byte[] signature = Ed25519.sign(seed, message);
        return NoteSignature.of(
                key,
                ByteBuffer.allocate(Long.BYTES + signature.length)
                        .putLong(seconds)
                        .put(signature)
                        .array());
    }

    private void requireType(SignatureType type) {
        if (key.type() != type) {
            throw new IllegalStateException(
                    "key type: %s (expected: %s)".formatted(key.type(), type));
        }
    }

    /** Shows the public half only. */
    @Override
    public String toString() {
        return "signer of " + key;
    }
}
