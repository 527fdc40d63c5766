package dev.kanit.ledger.bundle;

import dev.kanit.ledger.leaf.Leaf;
import dev.kanit.ledger.leaf.MalformedLeafException;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.ledger.segment.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Goes over a log's leaves once: gives their hashes to the range proof, and on the way looks at
 * what they say.
 */
final class LeafWalk implements Iterator<byte[]> {

    private final Manifest manifest;
    private final String topic;
    private final LeafReader leaves;
    private final RecordMatch records;
    private final Findings findings;
    private final Tally tally;
    private final MerkleHasher hasher = new MerkleHasher();
    private final List<Link> links = new ArrayList<>();
    private final List<Closing> closings = new ArrayList<>();
    private Optional<byte[]> ahead = Optional.empty();
    private boolean isAtEnd;
    private long nextOffset;
    private long index;

    /**
     * @param firstIndex of the first leaf in the tree
     */
    LeafWalk(
            Manifest manifest,
            String topic,
            long firstIndex,
            LeafReader leaves,
            RecordMatch records,
            Findings findings,
            Tally tally) {
        this.manifest = manifest;
        this.topic = topic;
        this.index = firstIndex;
        this.leaves = leaves;
        this.records = records;
        this.findings = findings;
        this.tally = tally;
    }

    /** Leaves of the rollout, in order, as far as the walk has come. */
    List<Link> links() {
        return links;
    }

    /** Closing records among those that are as they were, likewise. */
    List<Closing> closings() {
        return closings;
    }

    @Override
    public boolean hasNext() {
        if (ahead.isEmpty() && !isAtEnd) {
            try {
                ahead = leaves.next();
            } catch (IOException damaged) {
                findings.entry(
                        FindingCode.ENTRY_FORM,
                        EntryName.entries(topic),
                        "leaf %d, offset %d or above: %s"
                                .formatted(index, nextOffset, damaged.getMessage()));
            }
            isAtEnd = ahead.isEmpty();
        }
        return ahead.isPresent();
    }

    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException("leaf: none (expected: another one)");
        }
        byte[] bytes = ahead.orElseThrow();
        ahead = Optional.empty();
        byte[] hash = hasher.leaf(bytes);
        tally.leaves++;
        try {
            look(Leaf.parse(bytes), bytes, hash);
        } catch (MalformedLeafException malformed) {
            findings.entry(
                    FindingCode.LEAF_FORM,
                    EntryName.entries(topic),
                    "leaf %d, offset %d or above: %s"
                            .formatted(index, nextOffset, malformed.getMessage()));
        }
        index++;
        return hash;
    }

    private void look(Leaf leaf, byte[] bytes, byte[] hash) {
        switch (leaf) {
            case Leaf.Kept kept -> {
                advance(kept.offset(), kept.offset() + 1);
                if (kept.rollout().equals(manifest.rollout())) {
                    lookAtOurs(kept, bytes, hash);
                }
            }
            case Leaf.Gap(long from, long to, String reason) -> {
                advance(from, to);
                findings.record(
                        FindingCode.ARCHIVE_GAP,
                        topic,
                        from,
                        "offsets %d to %d are missing: %s (expected: every record)"
                                .formatted(from, to - 1, reason));
            }
            case Leaf.Disposition _ -> {}
        }
    }

    private void advance(long offset, long next) {
        if (offset < nextOffset) {
            findings.record(
                    FindingCode.OFFSETS_DISORDERED,
                    topic,
                    offset,
                    "leaf %d (expected: offset >= %d)".formatted(index, nextOffset));
        }
        nextOffset = next;
    }

    private void lookAtOurs(Leaf.Kept leaf, byte[] bytes, byte[] hash) {
        if (tally.links == BundleLimits.MAX_RECORDS) {
            findings.entry(
                    FindingCode.TOO_LARGE,
                    EntryName.entries(topic),
                    "records: more than " + BundleLimits.MAX_RECORDS);
            isAtEnd = true;
            return;
        }
        tally.links++;
        links.add(Link.of(topic, index, hash, leaf));
        Optional<Entry.Kept> record = records.match(leaf, bytes);
        if (topic.equals(Closing.TOPIC) && record.isPresent()) {
            Closing.textOf(record.get()).ifPresent(text -> close(leaf.offset(), text));
        }
    }

    private void close(long offset, String text) {
        try {
            closings.add(Closing.parse(offset, text));
        } catch (IllegalArgumentException malformed) {
            findings.record(
                    FindingCode.NEVER_CLOSED,
                    topic,
                    offset,
                    String.valueOf(malformed.getMessage()));
        }
    }
}
