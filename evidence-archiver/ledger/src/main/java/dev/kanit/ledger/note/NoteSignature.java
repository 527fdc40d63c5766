package dev.kanit.ledger.note;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * One signature line of a note.
 *
 * @param name of the key that it claims to be by
 * @param base64 of the key's id, 4 bytes, and the signature, at least one byte
 */
public record NoteSignature(String name, String base64) {

    private static final String DASH = "— ";

    public NoteSignature {
        Optional<String> bad = KeyName.refusal(name);
        if (bad.isPresent()) {
            throw new IllegalArgumentException(bad.get());
        }
        byte[] bytes = Base64.getDecoder().decode(base64);
        if (bytes.length <= Integer.BYTES) {
            throw new IllegalArgumentException(
                    "signature: %d bytes (expected: more than 4)".formatted(bytes.length));
        }
        if (!Base64.getEncoder().encodeToString(bytes).equals(base64)) {
            throw new IllegalArgumentException(
                    "signature: Base64 with stray bits (expected: none)");
        }
    }

    static NoteSignature of(NoteKey key, byte[] signature) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + signature.length);
        bytes.putInt(key.id()).put(signature);
        return new NoteSignature(key.name(), Base64.getEncoder().encodeToString(bytes.array()));
    }

    static NoteSignature parse(String line) throws MalformedNoteException {
        int space = line.indexOf(' ', DASH.length());
        if (!line.startsWith(DASH) || space < 0) {
            throw new MalformedNoteException(
                    "signature line: '%.80s' (expected: — <name> <Base64>)".formatted(line));
        }
        try {
            return new NoteSignature(
                    line.substring(DASH.length(), space), line.substring(space + 1));
        } catch (IllegalArgumentException broken) {
            throw new MalformedNoteException("signature line: " + broken.getMessage(), broken);
        }
    }

    /** The first four bytes, big-endian. */
    public int keyId() {
        return ByteBuffer.wrap(Base64.getDecoder().decode(base64)).getInt();
    }

    /** The signature without the key's id. */
    public byte[] toArray() {
        byte[] bytes = Base64.getDecoder().decode(base64);
        return Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length);
    }

    /** As it stands in a note, with the newline. */
    public String line() {
        return DASH + name + " " + base64 + "\n";
    }
}
