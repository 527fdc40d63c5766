package dev.kanit.ledger.note;

import dev.kanit.ledger.merkle.Hash;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The head of a log ({@code c2sp.org/tlog-checkpoint}), as the text of a note.
 *
 * @param origin which log; not empty
 * @param size number of leaves, &gt;= 0
 * @param root of the tree of that size
 * @param extensions further lines, none of them empty; discouraged by the format
 */
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {

    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,18}");

    public Checkpoint {
        extensions = List.copyOf(extensions);
        requireLine("origin", origin);
        if (size < 0) {
            throw new IllegalArgumentException("size: " + size + " (expected: >= 0)");
        }
        extensions.forEach(line -> requireLine("extension", line));
    }

    /** Without extension lines. */
    public Checkpoint(String origin, long size, Hash root) {
        this(origin, size, root, List.of());
    }

    /**
     * Reads a body.
     *
     * @throws MalformedNoteException when it is none
     */
    public static Checkpoint parse(String body) throws MalformedNoteException {
        if (!body.endsWith("\n")) {
            throw new MalformedNoteException("checkpoint: (expected: a newline at its end)");
        }
        List<String> lines = List.of(body.substring(0, body.length() - 1).split("\n", -1));
        if (lines.size() < 3) {
            throw new MalformedNoteException(
                    "checkpoint: %d lines (expected: origin, size, root)".formatted(lines.size()));
        }
        if (!SIZE.matcher(lines.get(1)).matches()) {
            throw new MalformedNoteException(
                    "size: '%.40s' (expected: decimal, no leading zero)".formatted(lines.get(1)));
        }
        try {
            return new Checkpoint(
                    lines.get(0),
                    Long.parseLong(lines.get(1)),
                    Hash.ofBase64(lines.get(2)),
                    lines.subList(3, lines.size()));
        } catch (IllegalArgumentException broken) {
            throw new MalformedNoteException("checkpoint: " + broken.getMessage(), broken);
        }
    }

    /**
     * The checkpoint that a note carries, which nobody has checked yet.
     *
     * @throws MalformedNoteException when its text is none
     */
    public static Checkpoint of(SignedNote note) throws MalformedNoteException {
        return parse(note.text());
    }

    /** The text that is signed. */
    public String body() {
        StringBuilder body = new StringBuilder(origin).append('\n');
        body.append(size).append('\n').append(root.base64()).append('\n');
        extensions.forEach(line -> body.append(line).append('\n'));
        return body.toString();
    }

    private static void requireLine(String name, String line) {
        if (line.isEmpty() || line.chars().anyMatch(character -> character < ' ')) {
            throw new IllegalArgumentException(
                    "%s: '%s' (expected: one line, not empty)".formatted(name, line));
        }
    }
}
