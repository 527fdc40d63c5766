package dev.kanit.ledger.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.NoteKey;
import dev.kanit.ledger.note.NoteSignature;
import dev.kanit.ledger.note.NoteSigner;
import dev.kanit.ledger.note.SignatureType;
import dev.kanit.ledger.text.LineBuffer;
import dev.kanit.ledger.text.LineCursor;
import dev.kanit.ledger.text.StrictUtf8;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * A DSSE envelope with one signature:
 *
 * <pre>
 *   {"payloadType":"application/vnd.in-toto+json","payload":"…","signatures":[{"keyid":"…","sig":"…"}]}
 * </pre>
 *
 * <p>The key's id is its vkey, and the signature is Ed25519 over DSSE's pre-authentication encoding
 * {@code DSSEv1 <length> <type> <length> <payload>}.
 *
 * @param payload text, since keys sign text
 * @param signature of 64 bytes, without the id that stands before it in notes
 */
record Envelope(String payload, NoteKey key, NoteSignature signature) {

    private static final String TYPE = "application/vnd.in-toto+json";
    private static final String HEAD = "{\"payloadType\":\"" + TYPE + "\",\"payload\":";

    static Envelope sign(byte[] statement, NoteSigner signer) {
        String payload = new String(statement, UTF_8);
        return new Envelope(payload, signer.key(), signer.sign(encoded(payload)));
    }

    /** Whether the key that the envelope names made its signature. */
    boolean isGenuine() {
        return key.verifies(encoded(payload), signature);
    }

    private static String encoded(String payload) {
        return "DSSEv1 %d %s %d %s"
                .formatted(TYPE.length(), TYPE, payload.getBytes(UTF_8).length, payload);
    }

    byte[] toBytes() {
        byte[] content = payload.getBytes(UTF_8);
        LineBuffer line = new LineBuffer(2 * content.length + 512).ascii(HEAD);
        line.ascii("\"").base64(content).ascii("\",\"signatures\":[{\"keyid\":");
        line.quoted(key.toString().getBytes(UTF_8)).ascii(",\"sig\":\"");
        return line.base64(signature.toArray()).ascii("\"}]}").toArray();
    }

    /**
     * Reads an envelope.
     *
     * @throws MalformedBundleException when it is none, or spelled otherwise than this writes it
     */
    static Envelope parse(byte[] bytes) throws MalformedBundleException {
        try {
            LineCursor line = new LineCursor(bytes, 0, bytes.length).expect(HEAD);
            String payload =
                    StrictUtf8.decode(line.base64())
                            .orElseThrow(() -> malformed("payload: (expected: UTF-8)"));
            NoteKey key = NoteKey.parse(line.expect(",\"signatures\":[{\"keyid\":").quoted());
            if (key.type() != SignatureType.ED25519) {
                throw malformed("keyid: of type %s (expected: ED25519)".formatted(key.type()));
            }
            byte[] signature = line.expect(",\"sig\":").base64();
            line.expect("}]}").expectEnd();
            Envelope envelope = new Envelope(payload, key, signature(key, signature));
            if (!Arrays.equals(envelope.toBytes(), bytes)) {
                throw malformed("another spelling (expected: the canonical one)");
            }
            return envelope;
        } catch (IllegalArgumentException | MalformedNoteException broken) {
            throw malformed(String.valueOf(broken.getMessage()));
        }
    }

    private static NoteSignature signature(NoteKey key, byte[] signature) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + signature.length);
        bytes.putInt(key.id()).put(signature);
        return new NoteSignature(key.name(), Base64.getEncoder().encodeToString(bytes.array()));
    }

    private static MalformedBundleException malformed(String why) {
        return MalformedBundleException.of(
                FindingCode.MANIFEST_FORM, EntryName.MANIFEST, "envelope: " + why);
    }
}
