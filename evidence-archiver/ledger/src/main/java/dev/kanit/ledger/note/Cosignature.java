package dev.kanit.ledger.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * What a witness signs ({@code c2sp.org/tlog-cosignature}, Ed25519): the lines {@code
 * cosignature/v1} and {@code time <seconds>}, then the checkpoint's body. The signature is the time
 * in 8 bytes, big-endian, and the 64 bytes of Ed25519.
 */
public final class Cosignature {

    private Cosignature() {}

    /**
     * When a witness says that it saw the checkpoint; to be believed as far as the witness is.
     *
     * @param signature by a key of the type {@link SignatureType#COSIGNATURE}
     * @return empty when it is none, or later than {@link Instant} reaches
     */
    public static Optional<Instant> time(NoteSignature signature) {
        byte[] bytes = signature.toArray();
        if (bytes.length != SignatureType.COSIGNATURE.signatureBytes()) {
            return Optional.empty();
        }
        long seconds = seconds(bytes);
        return seconds < 0 || seconds > Instant.MAX.getEpochSecond()
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(seconds));
    }

    static long seconds(byte[] signature) {
        return ByteBuffer.wrap(signature).getLong();
    }

    /** Empty when the text is no checkpoint or the time lies before 1970. */
    static Optional<byte[]> message(String text, long seconds) {
        try {
            if (seconds < 0) {
                return Optional.empty();
            }
            String body = Checkpoint.parse(text).body();
            return Optional.of(("cosignature/v1\ntime " + seconds + "\n" + body).getBytes(UTF_8));
        } catch (MalformedNoteException _) {
            return Optional.empty();
        }
    }
}
