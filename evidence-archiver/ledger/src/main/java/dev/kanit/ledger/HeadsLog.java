package dev.kanit.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.merkle.InclusionProof;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.NoteKey;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.note.TlogProof;
import dev.kanit.ledger.store.EvidenceStore;
import dev.kanit.ledger.text.StrictUtf8;
import dev.kanit.ledger.tile.EntryBundle;
import dev.kanit.ledger.tile.TilePath;
import dev.kanit.ledger.tile.TileReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The log over a cluster's partition logs: each leaf is the body of one of their checkpoints. It is
 * the only one that needs witnesses or timestamps.
 *
 * <p>Its order is decided as that of segments: heads are stored in batches, each named by the index
 * of its first leaf, and two archivers at the same place compete for one name. So the tree follows
 * from the batches alone. A leaf with an extension line says what of its partition may be deleted,
 * see {@link Disposal}. Not thread-safe.
 */
public final class HeadsLog {

    /** Most heads stored at once. */
    public static final int MAX_BATCH = 4_096;

    private final EvidenceStore store;
    private final String path;
    private final TreeLog tree;

    /** Sizes by origin as far as they were seen; a head that is stored twice does no harm. */
    private final Map<String, Long> newest = new HashMap<>();

    private HeadsLog(EvidenceStore store, String path, TreeLog tree) {
        this.store = store;
        this.path = path;
        this.tree = tree;
    }

    /**
     * The log as the store has it.
     *
     * @param others keys of other archivers whose checkpoints of this log are believed, too
     * @throws DamagedTreeException when checkpoint, tiles and batches do not fit together
     */
    public static HeadsLog open(
            EvidenceStore store,
            String clusterId,
            CheckpointSigner signer,
            Collection<NoteKey> others)
            throws IOException, DamagedTreeException {
        String path = LogId.headsPath(clusterId);
        TreeLog tree = TreeLog.open(store, path, LogId.headsOrigin(clusterId), signer, others);
        HeadsLog log = new HeadsLog(store, path, tree);
        if (tree.size() > 0) {
            long lastBundle = (tree.size() - 1) / TilePath.FULL_WIDTH;
            for (byte[] leaf : tree.reader(tree.size()).entries(lastBundle)) {
                log.note(leaf);
            }
        }
        log.catchUp();
        return log;
    }

    /** The tree, to be read. */
    public TreeLog tree() {
        return tree;
    }

    /**
     * Stores heads that are newer than what the log has of their origins. When this returns they
     * are durable, if not yet under a signed checkpoint.
     *
     * @param heads at most {@link #MAX_BATCH}; whoever calls has checked who signed them
     * @throws DamagedTreeException when another archiver's batch is damaged
     */
    public void add(List<Checkpoint> heads) throws IOException, DamagedTreeException {
        if (heads.size() > MAX_BATCH) {
            throw new IllegalArgumentException(
                    "heads: %d (expected: <= %d)".formatted(heads.size(), MAX_BATCH));
        }
        catchUp();
        List<byte[]> fresh = fresh(heads);
        while (!fresh.isEmpty()) {
            if (store.createIfAbsent(batch(tree.size()), EntryBundle.write(fresh))) {
                grow(fresh);
                return;
            }
            catchUp();
            fresh = fresh(heads);
        }
    }

    /**
     * Stores that something of a partition's log may be deleted. When this returns it is durable,
     * if not yet under a signed checkpoint.
     *
     * @param head of the partition, as this log has it
     */
    public void dispose(Checkpoint head, Disposal disposal)
            throws IOException, DamagedTreeException {
        List<byte[]> leaf =
                List.of(
                        new Checkpoint(
                                        head.origin(),
                                        head.size(),
                                        head.root(),
                                        List.of(disposal.line()))
                                .body()
                                .getBytes(UTF_8));
        catchUp();
        while (!store.createIfAbsent(batch(tree.size()), EntryBundle.write(leaf))) {
            catchUp();
        }
        grow(leaf);
    }

    private List<byte[]> fresh(List<Checkpoint> heads) {
        return heads.stream()
                .filter(head -> newest.getOrDefault(head.origin(), -1L) < head.size())
                .map(head -> head.body().getBytes(UTF_8))
                .toList();
    }

    /** Signs for everything that is stored, see {@link TreeLog#publish}. */
    public Published publish() throws IOException, DamagedTreeException {
        catchUp();
        return tree.publish();
    }

    /**
     * Proves that {@code head} lies under this log's checkpoint. Looks for it from the end.
     *
     * @return empty when it does not
     */
    public Optional<TlogProof> prove(Checkpoint head) throws IOException, DamagedTreeException {
        Optional<SignedNote> note = tree.checkpoint();
        return note.isEmpty() ? Optional.empty() : prove(head, note.get());
    }

    /**
     * The same under a checkpoint of this log that its caller has, so that several proofs can be
     * under one.
     *
     * @return empty when {@code head} does not lie under it
     */
    public Optional<TlogProof> prove(Checkpoint head, SignedNote under)
            throws IOException, DamagedTreeException {
        long size = sizeOf(under);
        TileReader reader = tree.reader(size);
        byte[] wanted = head.body().getBytes(UTF_8);
        for (long bundle = (size - 1) / TilePath.FULL_WIDTH; bundle >= 0; bundle--) {
            List<byte[]> leaves = reader.entries(bundle);
            for (int i = leaves.size() - 1; i >= 0; i--) {
                if (Arrays.equals(leaves.get(i), wanted)) {
                    long index = bundle * TilePath.FULL_WIDTH + i;
                    InclusionProof proof =
                            InclusionProof.of(reader, new MerkleHasher(), index, size);
                    return Optional.of(TlogProof.of(proof, under));
                }
            }
        }
        return Optional.empty();
    }

    private static long sizeOf(SignedNote note) throws DamagedTreeException {
        try {
            return Checkpoint.of(note).size();
        } catch (MalformedNoteException malformed) {
            throw new DamagedTreeException("checkpoint: " + malformed.getMessage());
        }
    }

    /** Adopts the batches that other archivers, or this one before it died, have stored. */
    private void catchUp() throws IOException, DamagedTreeException {
        Optional<byte[]> batch = store.get(batch(tree.size()));
        while (batch.isPresent()) {
            List<byte[]> leaves = EntryBundle.read(batch.get());
            if (leaves.isEmpty()) {
                throw new DamagedTreeException(batch(tree.size()) + ": empty");
            }
            grow(leaves);
            batch = store.get(batch(tree.size()));
        }
    }

    private void grow(List<byte[]> leaves) throws DamagedTreeException {
        for (byte[] leaf : leaves) {
            note(leaf);
        }
        leaves.forEach(tree::append);
    }

    private void note(byte[] leaf) throws DamagedTreeException {
        try {
            Checkpoint head =
                    Checkpoint.parse(
                            StrictUtf8.decode(leaf)
                                    .orElseThrow(() -> new MalformedNoteException("not UTF-8")));
            if (head.extensions().isEmpty()) {
                newest.merge(head.origin(), head.size(), Math::max);
            }
        } catch (MalformedNoteException malformed) {
            throw new DamagedTreeException("head: " + malformed.getMessage());
        }
    }

    private String batch(long firstIndex) {
        return "%s/batches/%020d".formatted(path, firstIndex);
    }
}
