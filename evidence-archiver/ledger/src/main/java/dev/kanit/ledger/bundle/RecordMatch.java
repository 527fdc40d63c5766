package dev.kanit.ledger.bundle;

import dev.kanit.ledger.leaf.Leaf;
import dev.kanit.ledger.leaf.LeafWriter;
import dev.kanit.ledger.leaf.MalformedLeafException;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.EntryLine;
import dev.kanit.ledger.segment.MalformedSegmentException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Puts the rollout's records beside its leaves, both in the order of their offsets. From each
 * record its leaf is made again, so nothing of it can differ unseen.
 */
final class RecordMatch {

    private final Manifest.Log log;
    private final Findings findings;
    private final Tally tally;
    private final LeafWriter writer = new LeafWriter();
    private final Optional<LineReader> lines;
    private Optional<Entry.Kept> ahead = Optional.empty();
    private long lastOffset = -1;
    private boolean isAtEnd;

    /** What follows cannot be read, which is said once. */
    private boolean isBroken;

    private boolean isBrokenSaid;
    private long expired;
    private long line;

    /**
     * @param lines of {@code records.ndjson}; empty when it is missing, which is found elsewhere
     */
    RecordMatch(Manifest.Log log, Optional<LineReader> lines, Findings findings, Tally tally) {
        this.log = log;
        this.lines = lines;
        this.findings = findings;
        this.tally = tally;
        this.isAtEnd = lines.isEmpty();
    }

    /**
     * The record of the rollout's next leaf, empty with a finding when it is not there as it was.
     */
    Optional<Entry.Kept> match(Leaf.Kept leaf, byte[] bytes) {
        while (peek().isPresent() && ahead.get().offset() < leaf.offset()) {
            findStray(ahead.get());
            ahead = Optional.empty();
        }
        if (ahead.isEmpty() || ahead.get().offset() > leaf.offset()) {
            findMissing(leaf);
            return Optional.empty();
        }
        Entry.Kept record = take(ahead.get());
        byte[] again = writer.write(record);
        if (Arrays.equals(again, bytes)) {
            tally.records++;
            return Optional.of(record);
        }
        find(FindingCode.RECORD_CHANGED, leaf.offset(), difference(leaf, again));
        return Optional.empty();
    }

    /** No leaf follows. */
    void finish() {
        while (peek().isPresent()) {
            findStray(take(ahead.get()));
        }
        if (expired > 0) {
            findings.record(
                    FindingCode.EXPIRED_PAYLOAD,
                    log.topic(),
                    log.payloadBelow(),
                    "%d records below this offset are proven by their leaves alone"
                                    .formatted(expired)
                            + " (expected: their payload)");
        }
    }

    private Entry.Kept take(Entry.Kept record) {
        lastOffset = Math.max(lastOffset, record.offset());
        ahead = Optional.empty();
        return record;
    }

    private Optional<Entry.Kept> peek() {
        while (ahead.isEmpty() && !isAtEnd) {
            ahead = read();
        }
        return ahead;
    }

    private Optional<Entry.Kept> read() {
        LineReader reader = lines.orElseThrow();
        try {
            if (!reader.next()) {
                isAtEnd = true;
                return Optional.empty();
            }
            line++;
            if (EntryLine.read(reader.buffer(), reader.begin(), reader.end())
                    instanceof Entry.Kept record) {
                return Optional.of(record);
            }
            find(FindingCode.RECORD_FORM, lastOffset, lineNumber("no record"));
        } catch (MalformedSegmentException malformed) {
            find(
                    FindingCode.RECORD_FORM,
                    lastOffset,
                    lineNumber(String.valueOf(malformed.getMessage())));
        } catch (IOException damaged) {
            isAtEnd = true;
            isBroken = true;
        }
        return Optional.empty();
    }

    private String lineNumber(String what) {
        return "line %d, after the record of this offset: %s".formatted(line, what);
    }

    private void findStray(Entry.Kept record) {
        if (record.offset() <= lastOffset) {
            find(
                    FindingCode.RECORD_MOVED,
                    record.offset(),
                    "stands after the record at offset %d (expected: before, once)"
                            .formatted(lastOffset));
        } else {
            find(
                    FindingCode.RECORD_ADDED,
                    record.offset(),
                    "a record without a leaf of the rollout (expected: one in the signed tree)");
        }
        lastOffset = Math.max(lastOffset, record.offset());
    }

    private void findMissing(Leaf.Kept leaf) {
        if (isBroken && !isBrokenSaid) {
            isBrokenSaid = true;
            find(
                    FindingCode.RECORD_MISSING,
                    leaf.offset(),
                    "from this record on %s cannot be read"
                            .formatted(EntryName.records(log.topic())));
        } else if (leaf.offset() < log.payloadBelow()) {
            expired++;
        } else if (!isBroken && lines.isPresent()) {
            find(
                    FindingCode.RECORD_MISSING,
                    leaf.offset(),
                    "a leaf without its record (expected: the record it was made of)");
        }
    }

    private String difference(Leaf.Kept leaf, byte[] again) {
        try {
            return Leaf.parse(again) instanceof Leaf.Kept made
                            && !made.payload().equals(leaf.payload())
                    ? "payload digest: %s (expected: %s, as in the signed tree)"
                            .formatted(made.payload().hex(), leaf.payload().hex())
                    : "timestamp: another one (expected: %d, as in the signed tree)"
                            .formatted(leaf.timestampMillis());
        } catch (MalformedLeafException impossible) {
            throw new IllegalStateException("written just now", impossible);
        }
    }

    private void find(FindingCode code, long offset, String sentence) {
        findings.record(code, log.topic(), offset, sentence);
    }
}
