package dev.kanit.ledger.bundle;

import dev.kanit.ledger.leaf.Leaf;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.TlogProof;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.MalformedSegmentException;
import dev.kanit.ledger.store.EvidenceStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Collects a closed rollout's evidence from an archive: of each topic as many records as the
 * closing record counts. It only reads, so it may run beside whoever writes the archive.
 */
public final class BundleCollector {

    /** Proves that a checkpoint lies under that of the heads log. */
    @FunctionalInterface
    public interface HeadProofs {

        /** Empty when the log of heads does not have it yet. */
        Optional<TlogProof> prove(Checkpoint head) throws IOException, DamagedTreeException;
    }

    /** Reads in a rollout's decisions what it consumed. */
    @FunctionalInterface
    public interface Inputs {

        /**
         * What it consumed, by topic; a topic that is missing here is taken by its count alone.
         *
         * @throws IOException when the decisions cannot be read now
         */
        Map<String, Consumed> of(List<Entry.Kept> decisions) throws IOException;
    }

    private final EvidenceStore store;
    private final HeadProofs heads;
    private final Inputs inputs;

    /**
     * @param heads such as {@link dev.kanit.ledger.HeadsLog#prove}; all proofs of one bundle should
     *     be under one checkpoint of that log
     */
    public BundleCollector(EvidenceStore store, HeadProofs heads, Inputs inputs) {
        this.store = store;
        this.heads = heads;
        this.inputs = inputs;
    }

    /** One that takes of each topic as many records as are counted, from the first one on. */
    public BundleCollector(EvidenceStore store, HeadProofs heads) {
        this(store, heads, _ -> Map.of());
    }

    /**
     * Collects a rollout.
     *
     * @param places of all topics that it may have records on, that of its decisions among them
     * @throws IOException when the store cannot be read now
     */
    public Collected collect(String rollout, Collection<LogPlace> places) throws IOException {
        try {
            SortedMap<String, LogSource> sources = new TreeMap<>();
            for (LogPlace place : places) {
                LogSource.open(store, place, rollout)
                        .ifPresent(source -> sources.put(source.topic(), source));
            }
            return collect(sources);
        } catch (DamagedTreeException
                | MalformedSegmentException
                | MalformedNoteException damaged) {
            return new Collected.Damaged(String.valueOf(damaged.getMessage()));
        }
    }

    private Collected collect(SortedMap<String, LogSource> sources)
            throws IOException, DamagedTreeException, MalformedSegmentException {
        LogSource decisions = sources.get(Closing.TOPIC);
        if (decisions == null) {
            return new Collected.NotYet(Closing.TOPIC + ": no signed checkpoint");
        }
        Optional<Closing> closing = closing(decisions);
        if (closing.isEmpty()) {
            return new Collected.NotYet(Closing.TOPIC + ": no record that closes the rollout");
        }
        List<Entry.Kept> said = new ArrayList<>();
        for (LeafScan.Own own : decisions.scan().own()) {
            said.add(decisions.recordAt(own.leaf().offset()));
        }
        Map<String, Consumed> consumed = inputs.of(said);
        for (var count : closing.get().counts().entrySet()) {
            String topic = count.getKey();
            LogSource source = sources.get(topic);
            long there =
                    source == null
                            ? 0
                            : consumed.containsKey(topic)
                                    ? source.scan(consumed.get(topic))
                                    : scan(source, count.getValue());
            if (there < count.getValue()) {
                return new Collected.NotYet(
                        "%s: %d records under a signed checkpoint (expected: %d)"
                                .formatted(topic, there, count.getValue()));
            }
        }
        LogSource following = sources.get(Following.TOPIC);
        if (following != null) {
            Following.addFrom(following);
        }
        LateRecords late = LateRecords.of(sources.values());
        for (LogSource source : sources.values()) {
            late.addFrom(source);
        }
        long held = sources.values().stream().mapToLong(source -> source.scan().payload()).sum();
        if (held > BundleLimits.MAX_HELD_BYTES) {
            return new Collected.Damaged(
                    "records of the rollout: %d bytes (expected: <= %d for one bundle)"
                            .formatted(held, BundleLimits.MAX_HELD_BYTES));
        }
        return whole(sources.values());
    }

    /** Goes over the decisions up to the one that closes the rollout. */
    private static Optional<Closing> closing(LogSource decisions)
            throws IOException, DamagedTreeException, MalformedSegmentException {
        Optional<LeafScan.Own> own = decisions.scan().advance();
        while (own.isPresent()) {
            Leaf.Kept leaf = own.get().leaf();
            Optional<String> text = Closing.textOf(decisions.recordAt(leaf.offset()));
            if (text.isPresent()) {
                try {
                    return Optional.of(Closing.parse(leaf.offset(), text.get()));
                } catch (IllegalArgumentException malformed) {
                    throw new DamagedTreeException(
                            "offset %d: %s".formatted(leaf.offset(), malformed.getMessage()));
                }
            }
            own = decisions.scan().advance();
        }
        return Optional.empty();
    }

    private static long scan(LogSource source, long count)
            throws IOException, DamagedTreeException {
        boolean isAtEnd = false;
        while (source.scan().own().size() < count && !isAtEnd) {
            isAtEnd = source.scan().advance().isEmpty();
        }
        return source.scan().own().size();
    }

    private Collected whole(Collection<LogSource> sources)
            throws IOException, DamagedTreeException, MalformedSegmentException {
        List<BundleLog> logs = new ArrayList<>();
        List<TlogProof> proofs = new ArrayList<>();
        Optional<String> heads = Optional.empty();
        for (LogSource source : sources) {
            if (source.scan().own().isEmpty()) {
                continue;
            }
            Optional<TlogProof> head = this.heads.prove(source.head());
            if (head.isEmpty()) {
                return new Collected.NotYet(
                        "%s: checkpoint of size %d is not under that of the heads log"
                                .formatted(source.topic(), source.head().size()));
            }
            if (!head.get().note().text().equals(heads.orElse(head.get().note().text()))) {
                return new Collected.NotYet("the log of heads grew while it was read");
            }
            heads = Optional.of(head.get().note().text());
            logs.add(source.bundle(head.get()));
            if (source.topic().equals(Closing.TOPIC)) {
                proofs.addAll(source.proofs());
            }
        }
        return new Collected.Whole(logs, proofs);
    }
}
