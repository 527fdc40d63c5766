package dev.kanit.ledger.witness;

import dev.kanit.ledger.merkle.ConsistencyProof;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.ledger.merkle.ProofCheck;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.NoteCheck;
import dev.kanit.ledger.note.NoteKey;
import dev.kanit.ledger.note.NoteSigner;
import dev.kanit.ledger.note.TrustPolicy;
import dev.kanit.ledger.store.EvidenceStore;
import dev.kanit.ledger.witness.WitnessAnswer.Cosigned;
import dev.kanit.ledger.witness.WitnessAnswer.Refusal;
import dev.kanit.ledger.witness.WitnessAnswer.Refused;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * A witness of one's own: cosigns a log's checkpoint when it continues the last one that it
 * cosigned, and remembers it before it gives the signature. Who runs it should be another than who
 * runs the log. Thread-safe as its memory is, several processes included.
 */
public final class Witness {

    private static final int MAX_ATTEMPTS = 16;

    private final NoteSigner signer;
    private final TrustPolicy logs;
    private final EvidenceStore memory;
    private final InstantSource clock;

    /**
     * @param signer a key of the type {@link dev.kanit.ledger.note.SignatureType#COSIGNATURE}
     * @param logs whose checkpoints are cosigned; a log's key signs for the origin that is its name
     *     and for all below
     * @param memory keeps the last cosigned checkpoint of each origin; losing it is losing the
     *     reason to be believed
     */
    public Witness(NoteSigner signer, TrustPolicy logs, EvidenceStore memory, InstantSource clock) {
        this.signer = signer;
        this.logs = logs;
        this.memory = memory;
        this.clock = clock;
    }

    /** What its cosignatures are checked with. */
    public NoteKey key() {
        return signer.key();
    }

    /**
     * Size of the log that was cosigned last, 0 for none.
     *
     * @throws IOException when the memory cannot be read
     */
    public long seen(String origin) throws IOException {
        Optional<byte[]> last = memory.get(name(origin));
        return last.isEmpty() ? 0 : parse(last.get()).size();
    }

    /**
     * Cosigns, or says why not.
     *
     * @throws IOException when the memory cannot be used; nothing is cosigned then
     */
    public WitnessAnswer answer(AddCheckpoint request) throws IOException {
        Checkpoint next;
        try {
            next = Checkpoint.of(request.note());
        } catch (MalformedNoteException malformed) {
            return new Refused(Refusal.MALFORMED, String.valueOf(malformed.getMessage()));
        }
        List<NoteKey> keys = keysOf(next.origin());
        if (keys.isEmpty()) {
            return new Refused(Refusal.UNKNOWN_LOG, next.origin() + ": not a log of the policy");
        }
        if (!(request.note().check(keys) instanceof NoteCheck.Signed)) {
            return new Refused(
                    Refusal.FOREIGN_KEY, next.origin() + ": signed by no key of the policy");
        }
        if (next.size() == 0 || request.oldSize() > next.size()) {
            return new Refused(
                    Refusal.MALFORMED,
                    "old size %d, size %d (expected: old <= size, size >= 1)"
                            .formatted(request.oldSize(), next.size()));
        }
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            Optional<WitnessAnswer> answer = attempt(request, next);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new IOException(next.origin() + ": contested by other processes");
    }

    /** Empty when the memory changed in between. */
    private Optional<WitnessAnswer> attempt(AddCheckpoint request, Checkpoint next)
            throws IOException {
        String name = name(next.origin());
        Optional<byte[]> last = memory.get(name);
        long seen = last.isEmpty() ? 0 : parse(last.get()).size();
        if (request.oldSize() != seen) {
            return Optional.of(new WitnessAnswer.Conflict(seen));
        }
        if (last.isPresent()
                && continues(parse(last.get()), next, request)
                        instanceof ProofCheck.Fails(String why)) {
            return Optional.of(
                    new Refused(
                            Refusal.INCONSISTENT,
                            "size %d does not continue size %d: %s"
                                    .formatted(next.size(), seen, why)));
        }
        if (last.isEmpty() && !request.proof().isEmpty()) {
            return Optional.of(
                    new Refused(Refusal.INCONSISTENT, "a proof from size 0 (expected: none)"));
        }
        byte[] now = request.note().toBytes();
        boolean isKept =
                last.isEmpty()
                        ? memory.createIfAbsent(name, now)
                        : memory.compareAndSet(name, last.get(), now);
        return isKept
                ? Optional.of(new Cosigned(signer.cosign(next, clock.instant())))
                : Optional.empty();
    }

    private static ProofCheck continues(Checkpoint last, Checkpoint next, AddCheckpoint request) {
        return new ConsistencyProof(last.size(), next.size(), request.proof())
                .check(new MerkleHasher(), last.root().toArray(), next.root().toArray());
    }

    private List<NoteKey> keysOf(String origin) {
        return logs.logs().stream()
                .map(TrustPolicy.Party::key)
                .filter(key -> origin.equals(key.name()) || origin.startsWith(key.name() + "/"))
                .map(key -> key.named(origin))
                .toList();
    }

    private Checkpoint parse(byte[] bytes) throws IOException {
        try {
            return Checkpoint.of(dev.kanit.ledger.note.SignedNote.parse(bytes));
        } catch (MalformedNoteException damaged) {
            throw new IOException("memory of the witness: " + damaged.getMessage(), damaged);
        }
    }

    /** Names in a store have no room for what an origin may hold. */
    private static String name(String origin) {
        return "witnessed/"
                + java.util.HexFormat.of()
                        .formatHex(
                                new MerkleHasher()
                                        .leaf(
                                                origin.getBytes(
                                                        java.nio.charset.StandardCharsets.UTF_8)));
    }
}
