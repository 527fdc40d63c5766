package dev.kanit.ledger.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.merkle.Hash;
import dev.kanit.ledger.merkle.InclusionProof;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.ledger.merkle.ProofCheck;
import dev.kanit.ledger.text.StrictUtf8;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A proof in one file ({@code c2sp.org/tlog-proof@v1}, extension {@code .tlog-proof}): an entry's
 * place, the hashes that lead to the root, and the checkpoint with that root.
 *
 * @param extra Base64 of bytes of the application's own, which nothing vouches for
 * @param index of the entry, &gt;= 0
 * @param hashes from the leaf's sibling up, at most 63
 * @param note the signed checkpoint
 */
public record TlogProof(Optional<String> extra, long index, List<Hash> hashes, SignedNote note) {

    private static final String VERSION = "c2sp.org/tlog-proof@v1";
    private static final int MAX_BYTES = 2 * SignedNote.MAX_BYTES;
    private static final Pattern INDEX = Pattern.compile("index (0|[1-9][0-9]{0,18})");
    private static final Pattern EXTRA = Pattern.compile("extra ([A-Za-z0-9+/]*={0,2})");

    public TlogProof {
        hashes = List.copyOf(hashes);
        if (index < 0 || hashes.size() > InclusionProof.MAX_HASHES) {
            throw new IllegalArgumentException(
                    "proof: index %d, %d hashes (expected: >= 0, <= %d)"
                            .formatted(index, hashes.size(), InclusionProof.MAX_HASHES));
        }
        extra.ifPresent(
                text -> {
                    byte[] bytes = Base64.getDecoder().decode(text);
                    if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
                        throw new IllegalArgumentException("extra: (expected: Base64)");
                    }
                });
    }

    /** Of an inclusion proof whose size is that of the checkpoint. */
    public static TlogProof of(InclusionProof proof, SignedNote checkpoint) {
        return new TlogProof(Optional.empty(), proof.index(), proof.hashes(), checkpoint);
    }

    /**
     * Reads a proof.
     *
     * @throws MalformedNoteException when it is none
     */
    public static TlogProof parse(byte[] bytes) throws MalformedNoteException {
        if (bytes.length > MAX_BYTES) {
            throw new MalformedNoteException("proof: (expected: <= %d bytes)".formatted(MAX_BYTES));
        }
        String text =
                StrictUtf8.decode(bytes)
                        .orElseThrow(() -> new MalformedNoteException("proof: (expected: UTF-8)"));
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            throw new MalformedNoteException("proof: (expected: an empty line, a checkpoint)");
        }
        SignedNote note = SignedNote.parse(text.substring(blank + 2).getBytes(UTF_8));
        Checkpoint _ = Checkpoint.of(note);
        return read(List.of(text.substring(0, blank).split("\n", -1)), note);
    }

    private static TlogProof read(List<String> lines, SignedNote note)
            throws MalformedNoteException {
        if (!lines.getFirst().equals(VERSION)) {
            throw new MalformedNoteException(
                    "proof: '%.40s' (expected: '%s')".formatted(lines.getFirst(), VERSION));
        }
        int next = 1;
        Optional<String> extra = Optional.empty();
        if (next < lines.size() && EXTRA.matcher(lines.get(next)).matches()) {
            extra = Optional.of(lines.get(next++).substring("extra ".length()));
        }
        if (next == lines.size() || !INDEX.matcher(lines.get(next)).matches()) {
            throw new MalformedNoteException(
                    "proof: line %d (expected: index <number>)".formatted(next + 1));
        }
        String index = lines.get(next++).substring("index ".length());
        try {
            List<Hash> hashes = new ArrayList<>();
            for (String line : lines.subList(next, lines.size())) {
                hashes.add(Hash.ofBase64(line));
            }
            return new TlogProof(extra, Long.parseLong(index), hashes, note);
        } catch (IllegalArgumentException broken) {
            throw new MalformedNoteException("proof: " + broken.getMessage(), broken);
        }
    }

    /** The proof as a file. */
    public byte[] toBytes() {
        StringBuilder text = new StringBuilder(VERSION).append('\n');
        extra.ifPresent(bytes -> text.append("extra ").append(bytes).append('\n'));
        text.append("index ").append(index).append('\n');
        hashes.forEach(hash -> text.append(hash.base64()).append('\n'));
        return text.append('\n')
                .append(new String(note.toBytes(), UTF_8))
                .toString()
                .getBytes(UTF_8);
    }

    /**
     * Whether {@code entry} lies where the proof says under the checkpoint's root. Who signed the
     * checkpoint is another question: {@link TrustPolicy#check}.
     */
    public ProofCheck check(MerkleHasher hasher, byte[] entry) {
        try {
            Checkpoint checkpoint = Checkpoint.of(note);
            return new InclusionProof(index, checkpoint.size(), hashes)
                    .check(hasher, hasher.leaf(entry), checkpoint.root().toArray());
        } catch (MalformedNoteException broken) {
            return new ProofCheck.Fails(String.valueOf(broken.getMessage()));
        }
    }
}
