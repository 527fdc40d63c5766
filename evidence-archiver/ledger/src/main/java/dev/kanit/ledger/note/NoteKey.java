package dev.kanit.ledger.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A public key that notes are checked with. As text it is a <i>vkey</i>: {@code <name>+<id as 8 hex
 * digits>+<Base64 of the type's byte and the 32 bytes of the key>}.
 */
public final class NoteKey {

    private final String name;
    private final SignatureType type;
    private final byte[] publicKey;
    private final int id;

    NoteKey(String name, SignatureType type, byte[] publicKey) {
        this.name = name;
        this.type = type;
        this.publicKey = publicKey;
        this.id = idOf(name, type, publicKey);
    }

    /**
     * Reads a vkey.
     *
     * @throws MalformedNoteException when it is none, of an unknown type, or its id is not that of
     *     its key
     */
    public static NoteKey parse(String vkey) throws MalformedNoteException {
        KeyText text = KeyText.parse("vkey", vkey);
        NoteKey key = new NoteKey(text.name(), text.type(), text.material());
        if (key.id != text.id()) {
            throw new MalformedNoteException(
                    "vkey: id %08x (expected: %08x, that of the key)".formatted(text.id(), key.id));
        }
        return key;
    }

    /** The first four bytes of {@code SHA-256(name || "\n" || type || public key)}. */
    private static int idOf(String name, SignatureType type, byte[] publicKey) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(name.getBytes(UTF_8));
            digest.update((byte) '\n');
            digest.update(type.identifier());
            byte[] hash = digest.digest(publicKey);
            return java.nio.ByteBuffer.wrap(hash).getInt();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    public String name() {
        return name;
    }

    /** The same key under another name, hence with another id. */
    public NoteKey named(String other) {
        Optional<String> bad = KeyName.refusal(other);
        if (bad.isPresent()) {
            throw new IllegalArgumentException(bad.get());
        }
        return new NoteKey(other, type, publicKey);
    }

    public SignatureType type() {
        return type;
    }

    /** Four bytes that tell it, together with its name, from other keys. */
    public int id() {
        return id;
    }

    /** The 32 bytes of the key. */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** Whether {@code signature} claims to be by this key. */
    public boolean owns(NoteSignature signature) {
        return signature.keyId() == id && signature.name().equals(name);
    }

    /** Whether this key made {@code signature} for a note with this text. */
    public boolean verifies(String text, NoteSignature signature) {
        byte[] bytes = signature.toArray();
        if (!owns(signature) || bytes.length != type.signatureBytes()) {
            return false;
        }
        return switch (type) {
            case ED25519 -> Ed25519.verifies(publicKey, text.getBytes(UTF_8), bytes);
            case COSIGNATURE -> {
                Optional<byte[]> message = Cosignature.message(text, Cosignature.seconds(bytes));
                yield message.isPresent()
                        && Ed25519.verifies(
                                publicKey,
                                message.get(),
                                Arrays.copyOfRange(bytes, Long.BYTES, bytes.length));
            }
        };
    }

    /** The vkey. */
    @Override
    public String toString() {
        return KeyText.write(name, id, type, publicKey);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NoteKey key && toString().equals(key.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** What vkeys and private keys have in common as text. */
    @SuppressWarnings("ArrayRecordComponent") // It never leaves this package.
    record KeyText(String name, int id, SignatureType type, byte[] material) {

        static KeyText parse(String what, String text) throws MalformedNoteException {
            String[] parts = text.split("\\+", 3);
            if (parts.length != 3 || !parts[1].matches("[0-9a-f]{8}")) {
                throw new MalformedNoteException(
                        what + ": (expected: <name>+<8 hex digits>+<Base64>)");
            }
            Optional<String> bad = KeyName.refusal(parts[0]);
            if (bad.isPresent()) {
                throw new MalformedNoteException(what + ": " + bad.get());
            }
            byte[] material;
            try {
                material = Base64.getDecoder().decode(parts[2]);
            } catch (IllegalArgumentException broken) {
                throw new MalformedNoteException(what + ": " + broken.getMessage(), broken);
            }
            if (material.length == 0 || SignatureType.of(material[0]).isEmpty()) {
                throw new MalformedNoteException(
                        what + ": unknown signature type (expected: 0x01 or 0x04)");
            }
            if (material.length != 1 + Ed25519.KEY_BYTES) {
                throw new MalformedNoteException(
                        "%s: %d bytes of key (expected: 32)".formatted(what, material.length - 1));
            }
            KeyText read =
                    new KeyText(
                            parts[0],
                            HexFormat.fromHexDigits(parts[1]),
                            SignatureType.of(material[0]).orElseThrow(),
                            Arrays.copyOfRange(material, 1, material.length));
            if (!write(read.name, read.id, read.type, read.material).equals(text)) {
                throw new MalformedNoteException(
                        what + ": Base64 with stray bits (expected: none)");
            }
            return read;
        }

        static String write(String name, int id, SignatureType type, byte[] material) {
            byte[] typed = new byte[1 + material.length];
            typed[0] = type.identifier();
            System.arraycopy(material, 0, typed, 1, material.length);
            return "%s+%08x+%s".formatted(name, id, Base64.getEncoder().encodeToString(typed));
        }
    }
}
