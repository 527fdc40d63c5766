package dev.kanit.ledger.bundle;

import dev.kanit.ledger.LogId;
import dev.kanit.ledger.merkle.RangeProof;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.note.TlogProof;
import dev.kanit.ledger.segment.Entry;
import java.util.List;

/**
 * What goes into a bundle of one topic.
 *
 * @param checkpoint signed, of the partition's log
 * @param head that this checkpoint's body is a leaf of the heads log
 * @param range that {@code leaves} are exactly those of the tree from the rollout's first record to
 *     its last
 * @param leaves in order, those of other rollouts included
 * @param records of the rollout, in order
 * @param payloadBelow records below this offset may be missing from {@code records}; 0 for none
 * @param outside offsets of records that carry the rollout's id and were no part of it, ascending
 */
public record BundleLog(
        String topic,
        LogId id,
        SignedNote checkpoint,
        TlogProof head,
        RangeProof range,
        Leaves leaves,
        List<Entry.Kept> records,
        long payloadBelow,
        List<Long> outside) {

    public BundleLog {
        outside = List.copyOf(outside);
        records = List.copyOf(records);
        Manifest.Log _ = new Manifest.Log(topic, id, payloadBelow, outside);
        if (leaves.count() < 1) {
            throw new IllegalArgumentException("leaves: none (expected: at least one)");
        }
    }

    /** All records that carry the rollout's id are part of it. */
    public BundleLog(
            String topic,
            LogId id,
            SignedNote checkpoint,
            TlogProof head,
            RangeProof range,
            Leaves leaves,
            List<Entry.Kept> records,
            long payloadBelow) {
        this(topic, id, checkpoint, head, range, leaves, records, payloadBelow, List.of());
    }

    /** The same without records below {@code offset}; no proof of it changes (promise G7). */
    public BundleLog withoutPayloadBelow(long offset) {
        return new BundleLog(
                topic,
                id,
                checkpoint,
                head,
                range,
                leaves,
                records.stream().filter(record -> record.offset() >= offset).toList(),
                Math.max(offset, payloadBelow),
                outside);
    }
}
