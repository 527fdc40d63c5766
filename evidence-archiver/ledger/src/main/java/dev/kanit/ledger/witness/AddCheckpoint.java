package dev.kanit.ledger.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.merkle.ConsistencyProof;
import dev.kanit.ledger.merkle.Hash;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.text.StrictUtf8;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Asks a witness to cosign ({@code c2sp.org/tlog-witness}, {@code add-checkpoint}): the line {@code
 * old <size>}, the hashes of a consistency proof, an empty line, the signed checkpoint.
 *
 * @param oldSize what the log believes the witness has seen last, 0 for nothing
 * @param proof from that size to the checkpoint's, at most 63 hashes; none from 0
 * @param note the checkpoint, signed by its log
 */
public record AddCheckpoint(long oldSize, List<Hash> proof, SignedNote note) {

    /** Largest request, bytes. */
    public static final int MAX_BYTES = 256 << 10;

    private static final Pattern OLD = Pattern.compile("old (0|[1-9][0-9]{0,18})");

    public AddCheckpoint {
        proof = List.copyOf(proof);
        if (oldSize < 0 || proof.size() > ConsistencyProof.MAX_HASHES) {
            throw new IllegalArgumentException(
                    "request: old %d, %d hashes (expected: >= 0, <= %d)"
                            .formatted(oldSize, proof.size(), ConsistencyProof.MAX_HASHES));
        }
    }

    /**
     * Reads a request.
     *
     * @throws MalformedNoteException when it is none
     */
    public static AddCheckpoint parse(byte[] bytes) throws MalformedNoteException {
        if (bytes.length > MAX_BYTES) {
            throw new MalformedNoteException("request: (expected: <= " + MAX_BYTES + " bytes)");
        }
        String text =
                StrictUtf8.decode(bytes)
                        .orElseThrow(
                                () -> new MalformedNoteException("request: (expected: UTF-8)"));
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            throw new MalformedNoteException("request: (expected: an empty line, a checkpoint)");
        }
        List<String> lines = List.of(text.substring(0, blank).split("\n", -1));
        var old = OLD.matcher(lines.getFirst());
        if (!old.matches()) {
            throw new MalformedNoteException(
                    "request: '%.40s' (expected: old <size>)".formatted(lines.getFirst()));
        }
        SignedNote note = SignedNote.parse(text.substring(blank + 2).getBytes(UTF_8));
        Checkpoint _ = Checkpoint.of(note);
        try {
            List<Hash> proof = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                proof.add(Hash.ofBase64(line));
            }
            return new AddCheckpoint(Long.parseLong(old.group(1)), proof, note);
        } catch (IllegalArgumentException broken) {
            throw new MalformedNoteException("request: " + broken.getMessage(), broken);
        }
    }

    /** The request as it is sent. */
    public byte[] toBytes() {
        StringBuilder text = new StringBuilder("old ").append(oldSize).append('\n');
        proof.forEach(hash -> text.append(hash.base64()).append('\n'));
        return text.append('\n')
                .append(new String(note.toBytes(), UTF_8))
                .toString()
                .getBytes(UTF_8);
    }
}
