package dev.kanit.ledger.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.text.StrictUtf8;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A note of {@code c2sp.org/signed-note}. Its text means nothing until {@link #check} says who
 * signed it.
 *
 * @param text ends with a newline; holds no other control character
 * @param signatures 1 to 100
 */
public record SignedNote(String text, List<NoteSignature> signatures) {

    /** Longest note, bytes. */
    public static final int MAX_BYTES = 1 << 20;

    /** Most signatures. */
    public static final int MAX_SIGNATURES = 100;

    public SignedNote {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("text: (expected: a newline at its end)");
        }
        Optional<String> control = controlIn(text);
        if (control.isPresent()) {
            throw new IllegalArgumentException(control.get());
        }
        if (StrictUtf8.encode("text", text).length > MAX_BYTES) {
            throw new IllegalArgumentException("text: (expected: <= " + MAX_BYTES + " bytes)");
        }
        if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw new IllegalArgumentException(
                    "signatures: %d (expected: 1 to %d)"
                            .formatted(signatures.size(), MAX_SIGNATURES));
        }
    }

    /**
     * Reads a note.
     *
     * @throws MalformedNoteException when it is none, or larger than allowed
     */
    public static SignedNote parse(byte[] bytes) throws MalformedNoteException {
        if (bytes.length > MAX_BYTES) {
            throw new MalformedNoteException(
                    "note: %d bytes (expected: <= %d)".formatted(bytes.length, MAX_BYTES));
        }
        String note =
                StrictUtf8.decode(bytes)
                        .orElseThrow(() -> new MalformedNoteException("note: (expected: UTF-8)"));
        Optional<String> control = controlIn(note);
        if (control.isPresent()) {
            throw new MalformedNoteException("note: " + control.get());
        }
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || !note.endsWith("\n") || blank + 2 == note.length()) {
            throw new MalformedNoteException(
                    "note: (expected: text, an empty line, signature lines)");
        }
        String[] lines = note.substring(blank + 2).split("\n");
        if (lines.length > MAX_SIGNATURES) {
            throw new MalformedNoteException(
                    "note: %d signatures (expected: <= %d)"
                            .formatted(lines.length, MAX_SIGNATURES));
        }
        List<NoteSignature> signatures = new ArrayList<>();
        for (String line : lines) {
            signatures.add(NoteSignature.parse(line));
        }
        return new SignedNote(note.substring(0, blank + 1), signatures);
    }

    private static Optional<String> controlIn(String text) {
        return text.chars()
                .filter(character -> character < ' ' && character != '\n')
                .mapToObj("control character U+%04X (expected: none but newline)"::formatted)
                .findFirst();
    }

    /** The note as it is stored. */
    public byte[] toBytes() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()));
        return note.toString().getBytes(UTF_8);
    }

    /** The note with one more signature, such as a witness's. */
    public SignedNote with(NoteSignature signature) {
        List<NoteSignature> more = new ArrayList<>(signatures);
        more.add(signature);
        return new SignedNote(text, more);
    }

    /**
     * Says which of {@code known} keys signed. Signatures of other keys are ignored; one that is
     * wrong although its key is known makes the note worthless.
     */
    public NoteCheck check(Collection<NoteKey> known) {
        List<NoteKey> by = new ArrayList<>();
        for (NoteSignature signature : signatures) {
            for (NoteKey key : known) {
                if (!key.owns(signature)) {
                    continue;
                }
                if (!key.verifies(text, signature)) {
                    return new NoteCheck.Forged(key);
                }
                if (!by.contains(key)) {
                    by.add(key);
                }
            }
        }
        return by.isEmpty() ? new NoteCheck.Unknown() : new NoteCheck.Signed(by);
    }
}
