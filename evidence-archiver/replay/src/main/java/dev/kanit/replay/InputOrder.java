package dev.kanit.replay;

import dev.kanit.codec.run.InputRecord;
import dev.kanit.codec.run.RolloutRunner;
import dev.kanit.ledger.leaf.LeafWriter;
import dev.kanit.ledger.merkle.CompactRange;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.replay.RecordedRollout.TopicRecords;
import dev.kanit.wire.InputSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Finds the records that decisions name as their inputs, in the order in which they were read. */
final class InputOrder {

    private final RecordedRollout rollout;
    private final LeafWriter leaves = new LeafWriter();
    private final MerkleHasher hasher = new MerkleHasher();

    InputOrder(RecordedRollout rollout) {
        this.rollout = rollout;
    }

    /** What was found. */
    sealed interface Inputs {

        /** The very records that were read. */
        record Found(List<InputRecord> records) implements Inputs {}

        /** The evidence holds others, or too few. */
        record Missing(String why) implements Inputs {}
    }

    /** The inputs of one decision. */
    Inputs of(List<InputSpan> spans) {
        if (spans.size() >= RolloutRunner.MAX_SPANS) {
            return new Inputs.Missing(
                    "ORDER_FOLDED: %d spans (expected: < %d, or their order is not known)"
                            .formatted(spans.size(), RolloutRunner.MAX_SPANS));
        }
        List<InputRecord> records = new ArrayList<>();
        for (InputSpan span : spans) {
            CompactRange range = CompactRange.empty(hasher);
            for (InputRecord record :
                    between(span.getTopic(), span.getFirstOffset(), span.getLastOffset())) {
                records.add(record);
                range.append(record.leafHash());
            }
            if (range.size() != span.getCount()) {
                return new Inputs.Missing(
                        "INPUT_MISSING: %s holds %d records from %d to %d (expected: %d)"
                                .formatted(
                                        span.getTopic(),
                                        range.size(),
                                        span.getFirstOffset(),
                                        span.getLastOffset(),
                                        span.getCount()));
            }
            byte[] expected = new byte[span.getMerkleRoot().remaining()];
            span.getMerkleRoot().duplicate().get(expected);
            if (!Arrays.equals(range.root(), expected)) {
                return new Inputs.Missing(
                        "INPUT_DIFFERS: %s from %d to %d has Merkle root %s (expected: %s)"
                                .formatted(
                                        span.getTopic(),
                                        span.getFirstOffset(),
                                        span.getLastOffset(),
                                        HexFormat.of().formatHex(range.root()),
                                        HexFormat.of().formatHex(expected)));
            }
        }
        return new Inputs.Found(records);
    }

    /** The topic's records after {@code offset}; those without a value are no inputs. */
    List<InputRecord> after(String topic, long offset) {
        return between(topic, offset + 1, Long.MAX_VALUE);
    }

    List<InputRecord> between(String topic, long first, long last) {
        TopicRecords all = rollout.of(topic);
        List<InputRecord> records = new ArrayList<>();
        for (int index = placeOf(all.records(), first); index < all.records().size(); index++) {
            Entry.Kept kept = all.records().get(index);
            if (kept.offset() > last) {
                break;
            }
            if (kept.value().isPresent()) {
                records.add(input(topic, all.partition(), kept));
            }
        }
        return records;
    }

    /** Index of the first record at or after {@code offset}. */
    private static int placeOf(List<Entry.Kept> records, long offset) {
        int low = 0;
        int high = records.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (records.get(middle).offset() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private InputRecord input(String topic, int partition, Entry.Kept kept) {
        return new InputRecord(
                topic,
                partition,
                kept.offset(),
                kept.timestampMillis(),
                kept.value().orElseThrow().toArray(),
                hasher.leaf(leaves.write(kept)));
    }
}
