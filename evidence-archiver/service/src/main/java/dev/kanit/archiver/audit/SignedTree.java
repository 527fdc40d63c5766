package dev.kanit.archiver.audit;

import dev.kanit.ledger.leaf.Leaf;
import dev.kanit.ledger.leaf.MalformedLeafException;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.merkle.InclusionProof;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.NoteCheck;
import dev.kanit.ledger.note.NoteKey;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.note.TlogProof;
import dev.kanit.ledger.tile.TilePath;
import dev.kanit.ledger.tile.TileReader;
import dev.kanit.ledger.tile.TileSource;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** The tree of one log under a checkpoint that a trusted key signed. Not thread-safe. */
public final class SignedTree {

    private final SignedNote note;
    private final Checkpoint checkpoint;
    private final TileReader reader;
    private final TileSource files;
    private final MerkleHasher hasher = new MerkleHasher();

    private SignedTree(SignedNote note, Checkpoint checkpoint, TileSource files) {
        this.note = note;
        this.checkpoint = checkpoint;
        this.files = files;
        this.reader = new TileReader(files, hasher, checkpoint.size());
    }

    /**
     * The tree that {@code note} is the head of.
     *
     * @param files of the log, by names such as {@code tile/0/000}
     * @param trusted public keys, whatever they are called; they sign under the log's origin
     * @throws DamagedTreeException when the note is no checkpoint of this log, or nobody who is
     *     trusted signed it
     */
    public static SignedTree of(
            SignedNote note, String origin, List<NoteKey> trusted, TileSource files)
            throws DamagedTreeException {
        try {
            Checkpoint checkpoint = Checkpoint.of(note);
            List<NoteKey> keys = trusted.stream().map(key -> key.named(origin)).toList();
            if (!checkpoint.origin().equals(origin)
                    || !(note.check(keys) instanceof NoteCheck.Signed)) {
                throw new DamagedTreeException(
                        "checkpoint of %s: (expected: of %s, signed by a trusted key)"
                                .formatted(checkpoint.origin(), origin));
            }
            return new SignedTree(note, checkpoint, files);
        } catch (MalformedNoteException malformed) {
            throw new DamagedTreeException("checkpoint: " + malformed.getMessage());
        }
    }

    /** The tree under the log's own file {@code checkpoint}. */
    public static SignedTree open(TileSource files, String origin, List<NoteKey> trusted)
            throws IOException, DamagedTreeException {
        try {
            SignedNote note =
                    SignedNote.parse(
                            files.get("checkpoint")
                                    .orElseThrow(
                                            () -> new DamagedTreeException("checkpoint: missing")));
            return of(note, origin, trusted, files);
        } catch (MalformedNoteException malformed) {
            throw new DamagedTreeException("checkpoint: " + malformed.getMessage());
        }
    }

    public SignedNote note() {
        return note;
    }

    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /** Number of leaves. */
    public long size() {
        return checkpoint.size();
    }

    /** The leaf's bytes. */
    public byte[] leaf(long index) throws IOException, DamagedTreeException {
        return reader.entry(index);
    }

    /** Leaves of bundle {@code index}, 256 or fewer. */
    public List<byte[]> leaves(long index) throws IOException, DamagedTreeException {
        return reader.entries(index);
    }

    /** Number of bundles. */
    public long bundles() {
        return (size() + TilePath.FULL_WIDTH - 1) / TilePath.FULL_WIDTH;
    }

    /**
     * The first bundle that is there: entries before it have expired, their hashes have not. Looks
     * at a few bundles only.
     */
    public long firstBundle() throws IOException {
        long low = 0;
        long high = bundles() - 1;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (files.get(TilePath.entries(middle, TilePath.FULL_WIDTH)).isPresent()) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** That the leaf lies under the checkpoint. */
    public TlogProof prove(long index) throws IOException, DamagedTreeException {
        return TlogProof.of(InclusionProof.of(reader, hasher, index, size()), note);
    }

    /**
     * Index of the leaf of the record at {@code offset}; empty when the tree has none. Leaves stand
     * in the order of their offsets, so a few bundles are read.
     */
    public OptionalLong indexOf(long offset) throws IOException, DamagedTreeException {
        long low = firstBundle();
        long high = bundles();
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            if (begins(middle) <= offset) {
                low = middle;
            } else {
                high = middle;
            }
        }
        if (high == 0) {
            return OptionalLong.empty();
        }
        List<byte[]> leaves = leaves(low);
        for (int i = 0; i < leaves.size(); i++) {
            if (parse(leaves.get(i)) instanceof Leaf.Kept kept && kept.offset() == offset) {
                return OptionalLong.of(low * TilePath.FULL_WIDTH + i);
            }
        }
        return OptionalLong.empty();
    }

    /** The highest offset that the log knows of; -1 when it knows of none. */
    public long lastOffset() throws IOException, DamagedTreeException {
        for (long bundle = bundles() - 1; bundle >= firstBundle(); bundle--) {
            for (byte[] bytes : leaves(bundle).reversed()) {
                switch (parse(bytes)) {
                    case Leaf.Kept kept -> {
                        return kept.offset();
                    }
                    case Leaf.Gap gap -> {
                        return gap.to() - 1;
                    }
                    case Leaf.Disposition _ -> {}
                }
            }
        }
        return -1;
    }

    /** Offset of the bundle's first leaf that has one. */
    private long begins(long bundle) throws IOException, DamagedTreeException {
        for (byte[] bytes : leaves(bundle)) {
            switch (parse(bytes)) {
                case Leaf.Kept kept -> {
                    return kept.offset();
                }
                case Leaf.Gap gap -> {
                    return gap.from();
                }
                case Leaf.Disposition _ -> {}
            }
        }
        throw new DamagedTreeException("bundle %d: dispositions only".formatted(bundle));
    }

    /** What a leaf of a partition's tree says. */
    public static Leaf parse(byte[] bytes) throws DamagedTreeException {
        try {
            return Leaf.parse(bytes);
        } catch (MalformedLeafException malformed) {
            throw new DamagedTreeException(String.valueOf(malformed.getMessage()));
        }
    }
}
