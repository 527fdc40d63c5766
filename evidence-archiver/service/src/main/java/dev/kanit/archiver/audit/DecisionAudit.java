package dev.kanit.archiver.audit;

import dev.kanit.ledger.LogId;
import dev.kanit.ledger.leaf.LeafWriter;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.ledger.merkle.ProofCheck;
import dev.kanit.ledger.note.NoteKey;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.note.TlogProof;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.tile.TileSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * What an auditor does with each record that they consumed themselves: compute its leaf, find it in
 * the archive, and check that it lies under a checkpoint they got from elsewhere, such as the topic
 * {@code evidence.checkpoints}. The archive is asked for files only and believed in nothing.
 */
public final class DecisionAudit {

    private final List<NoteKey> trusted;
    private final LeafWriter leaves = new LeafWriter();
    private final MerkleHasher hasher = new MerkleHasher();

    /** What came of it. */
    public sealed interface Outcome {

        /** The record lies under the checkpoint. */
        record Archived(TlogProof proof) implements Outcome {}

        /** The checkpoint is older than the record: ask again with a newer one. */
        record NotYet() implements Outcome {}

        /** The archive has something else, or the checkpoint is not signed by a trusted key. */
        record Wrong(String why) implements Outcome {}
    }

    /**
     * @param trusted public keys of the archiver, as the trust policy lists them
     */
    public DecisionAudit(List<NoteKey> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /**
     * Checks one record.
     *
     * @param record as it was consumed, with key, value and headers in order
     * @param checkpoint of the record's partition
     * @param files of that partition's log, from the archive or any server of its files
     * @throws IOException when the files cannot be read now
     */
    public Outcome check(LogId log, Entry.Kept record, SignedNote checkpoint, TileSource files)
            throws IOException {
        try {
            SignedTree tree = SignedTree.of(checkpoint, log.origin(), trusted, files);
            OptionalLong index = tree.indexOf(record.offset());
            if (index.isEmpty()) {
                return isBehind(tree, record.offset())
                        ? new Outcome.NotYet()
                        : new Outcome.Wrong("offset " + record.offset() + ": not in the log");
            }
            byte[] leaf = leaves.write(record);
            if (!Arrays.equals(leaf, tree.leaf(index.getAsLong()))) {
                return new Outcome.Wrong(
                        "offset " + record.offset() + ": the log has another record there");
            }
            TlogProof proof = tree.prove(index.getAsLong());
            return proof.check(hasher, leaf) instanceof ProofCheck.Fails(String why)
                    ? new Outcome.Wrong("offset " + record.offset() + ": " + why)
                    : new Outcome.Archived(proof);
        } catch (DamagedTreeException damaged) {
            return new Outcome.Wrong(String.valueOf(damaged.getMessage()));
        }
    }

    private static boolean isBehind(SignedTree tree, long offset)
            throws IOException, DamagedTreeException {
        return tree.lastOffset() < offset;
    }
}
