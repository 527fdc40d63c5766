package dev.kanit.ledger;

import dev.kanit.ledger.merkle.ConsistencyProof;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.merkle.HashSource;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.ledger.merkle.ProofCheck;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.NoteCheck;
import dev.kanit.ledger.note.NoteKey;
import dev.kanit.ledger.note.NoteSigner;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.store.EvidenceStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Signs checkpoints, never two inconsistent ones of one origin (promise G4). Before a signature is
 * given it is written into a memory of its own, and the next one must be proven to continue it. So
 * the memory must outlive the key's use: who loses it must take a new key.
 *
 * <p>Each origin is signed for under its own name, with the same key. Several processes may share
 * key and memory.
 */
public final class CheckpointSigner {

    /** So often another process may be faster before that is called a failure. */
    private static final int MAX_ATTEMPTS = 16;

    private final NoteSigner key;
    private final EvidenceStore memory;
    private final Map<String, NoteSigner> byOrigin = new ConcurrentHashMap<>();

    /**
     * @param key whose name does not matter
     * @param memory keeps the last signed checkpoint of each origin under {@code signed/<origin>};
     *     not the store that is signed for, whose loss it must notice
     */
    public CheckpointSigner(NoteSigner key, EvidenceStore memory) {
        this.key = key;
        this.memory = memory;
    }

    /** What an origin's checkpoints are checked with. */
    public NoteKey keyOf(String origin) {
        return signerOf(origin).key();
    }

    private NoteSigner signerOf(String origin) {
        return byOrigin.computeIfAbsent(origin, key::named);
    }

    /**
     * Signs {@code next} if it continues what was signed last; the same checkpoint again gets the
     * same signature.
     *
     * @param next of at least one leaf
     * @param tree gives the hashes of the tree that {@code next} is the head of
     * @throws IOException when the memory cannot be used; nothing is signed then
     */
    public Signing sign(Checkpoint next, HashSource tree) throws IOException {
        if (next.size() == 0) {
            throw new IllegalArgumentException("size: 0 (expected: at least one leaf)");
        }
        String name = "signed/" + next.origin();
        SignedNote note =
                new SignedNote(next.body(), List.of(signerOf(next.origin()).sign(next.body())));
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            Optional<byte[]> last = memory.get(name);
            if (last.isEmpty()) {
                if (memory.createIfAbsent(name, note.toBytes())) {
                    return new Signing.Signed(note);
                }
                continue;
            }
            Optional<SignedNote> larger = larger(last.get(), next);
            if (larger.isPresent()) {
                return new Signing.Behind(larger.get());
            }
            Optional<String> refusal = refusal(last.get(), next, tree);
            if (refusal.isPresent()) {
                return new Signing.Refused(refusal.get());
            }
            if (memory.compareAndSet(name, last.get(), note.toBytes())) {
                return new Signing.Signed(note);
            }
        }
        throw new IOException(name + ": contested by other processes");
    }

    /**
     * Whether this key has signed {@code checkpoint} and the memory knows of nothing that was
     * signed for its log. Whoever has lost the memory cannot know what else the key has signed; the
     * store's word is not enough, since it may be older than the memory was.
     *
     * @param checkpoint a signed note; one that is none was not signed by this key
     */
    public boolean hasForgotten(String origin, byte[] checkpoint) throws IOException {
        try {
            return SignedNote.parse(checkpoint).check(List.of(keyOf(origin)))
                            instanceof NoteCheck.Signed
                    && memory.get("signed/" + origin).isEmpty();
        } catch (MalformedNoteException _) {
            return false;
        }
    }

    private static Optional<SignedNote> larger(byte[] last, Checkpoint next) {
        try {
            SignedNote note = SignedNote.parse(last);
            Checkpoint signed = Checkpoint.of(note);
            return signed.origin().equals(next.origin()) && signed.size() > next.size()
                    ? Optional.of(note)
                    : Optional.empty();
        } catch (MalformedNoteException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> refusal(byte[] last, Checkpoint next, HashSource tree)
            throws IOException {
        try {
            Checkpoint signed = Checkpoint.of(SignedNote.parse(last));
            if (!signed.origin().equals(next.origin())) {
                return Optional.of(
                        "%s was signed before (expected: the same log)".formatted(signed.origin()));
            }
            MerkleHasher hasher = new MerkleHasher();
            ProofCheck check =
                    ConsistencyProof.of(tree, hasher, signed.size(), next.size())
                            .check(hasher, signed.root().toArray(), next.root().toArray());
            return check instanceof ProofCheck.Fails(String why)
                    ? Optional.of(
                            "size %d does not continue size %d, which was signed: %s"
                                    .formatted(next.size(), signed.size(), why))
                    : Optional.empty();
        } catch (MalformedNoteException | DamagedTreeException | IllegalArgumentException damaged) {
            return Optional.of("what was signed last cannot be compared: " + damaged.getMessage());
        }
    }
}
