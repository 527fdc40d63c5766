package dev.kanit.archiver.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.merkle.ConsistencyProof;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.merkle.Hash;
import dev.kanit.ledger.merkle.HashSource;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.NoteKey;
import dev.kanit.ledger.note.NoteSignature;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.witness.AddCheckpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Asks one witness by {@code c2sp.org/tlog-witness}. What it says is believed when its key's
 * signature verifies, so the connection need not be trusted. Thread-safe.
 */
final class WitnessClient {

    /** For the connection, and for the first byte of each answer. */
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private static final int MAX_ANSWER_BYTES = 64 << 10;

    /** Another archiver may be faster once or twice. */
    private static final int MAX_ATTEMPTS = 3;

    private static final int OK = 200;
    private static final int CONFLICT = 409;
    private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,18})\n");

    private final HttpClient http;
    private final NoteKey key;
    private final URI uri;
    private final AtomicLong seen = new AtomicLong();

    /**
     * @param base such as {@code https://witness.example/kanit}
     */
    WitnessClient(HttpClient http, NoteKey key, URI base) {
        this.http = http;
        this.key = key;
        this.uri = URI.create(base.toString().replaceAll("/+$", "") + "/add-checkpoint");
    }

    /**
     * Has a checkpoint cosigned.
     *
     * @param tree that it is the head of
     * @throws IOException when the witness does not answer, or not with a cosignature of its own
     */
    NoteSignature cosign(SignedNote note, HashSource tree)
            throws IOException, InterruptedException, DamagedTreeException {
        long size = sizeOf(note);
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            long old = seen.get();
            if (old > size) {
                throw new IOException(
                        "%s has seen size %d (expected: <= %d, of this checkpoint)"
                                .formatted(key.name(), old, size));
            }
            HttpResponse<InputStream> answer =
                    post(new AddCheckpoint(old, proof(tree, old, size), note));
            try (InputStream body = answer.body()) {
                byte[] bytes = body.readNBytes(MAX_ANSWER_BYTES);
                switch (answer.statusCode()) {
                    case OK -> {
                        NoteSignature signature = signature(note, new String(bytes, UTF_8));
                        seen.set(size);
                        return signature;
                    }
                    case CONFLICT -> seen.set(size(bytes));
                    default ->
                            throw new IOException(
                                    "%s answered %d".formatted(key.name(), answer.statusCode()));
                }
            }
        }
        throw new IOException(key.name() + ": its size changes while it is asked");
    }

    private HttpResponse<InputStream> post(AddCheckpoint request)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri)
                        .timeout(ANSWER_WITHIN)
                        .header("Content-Type", "text/plain; charset=utf-8")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(request.toBytes()))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    private static List<Hash> proof(HashSource tree, long old, long size)
            throws IOException, DamagedTreeException {
        return old == 0
                ? List.of()
                : ConsistencyProof.of(tree, new MerkleHasher(), old, size).hashes();
    }

    /** A witness may have several keys, of which one is ours to believe. */
    private NoteSignature signature(SignedNote note, String lines) throws IOException {
        try {
            SignedNote signed = SignedNote.parse((note.text() + "\n" + lines).getBytes(UTF_8));
            for (NoteSignature one : signed.signatures()) {
                if (key.owns(one) && key.verifies(note.text(), one)) {
                    return one;
                }
            }
        } catch (MalformedNoteException malformed) {
            throw new IOException(key.name() + ": " + malformed.getMessage(), malformed);
        }
        throw new IOException(key.name() + ": no cosignature by its key in what it answered");
    }

    private long size(byte[] bytes) throws IOException {
        var size = SIZE.matcher(new String(bytes, UTF_8));
        if (!size.matches()) {
            throw new IOException(key.name() + ": answered 409 without a size");
        }
        try {
            return Long.parseLong(size.group(1));
        } catch (NumberFormatException tooLarge) {
            throw new IOException(key.name() + ": answered 409 with a size beyond all", tooLarge);
        }
    }

    private static long sizeOf(SignedNote note) throws IOException {
        try {
            return Checkpoint.of(note).size();
        } catch (MalformedNoteException malformed) {
            throw new IOException(malformed);
        }
    }
}
