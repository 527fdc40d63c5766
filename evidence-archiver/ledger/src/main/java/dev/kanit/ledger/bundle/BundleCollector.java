package dev.kanit.ledger.bundle;

import dev.kanit.ledger.leaf.Leaf;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.TlogProof;
import dev.kanit.ledger.segment.MalformedSegmentException;
import dev.kanit.ledger.store.EvidenceStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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

    private final EvidenceStore store;
    private final HeadProofs heads;

    /**
     * @param heads such as {@link dev.kanit.ledger.HeadsLog#prove}
     */
    public BundleCollector(EvidenceStore store, HeadProofs heads) {
        this.store = store;
        this.heads = heads;
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
        for (var count : closing.get().counts().entrySet()) {
            String topic = count.getKey();
            long there =
                    sources.containsKey(topic) ? scan(sources.get(topic), count.getValue()) : 0;
            if (there < count.getValue()) {
                return new Collected.NotYet(
                        "%s: %d records under a signed checkpoint (expected: %d)"
                                .formatted(topic, there, count.getValue()));
            }
        }
        LateRecords late = LateRecords.of(sources.values());
        for (LogSource source : sources.values()) {
            late.addFrom(source);
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
        for (LogSource source : sources) {
            if (source.scan().own().isEmpty()) {
                continue;
            }
            Optional<TlogProof> head = heads.prove(source.head());
            if (head.isEmpty()) {
                return new Collected.NotYet(
                        "%s: checkpoint of size %d is not under that of the heads log"
                                .formatted(source.topic(), source.head().size()));
            }
            logs.add(source.bundle(head.get()));
            if (source.topic().equals(Closing.TOPIC)) {
                proofs.addAll(source.proofs());
            }
        }
        return new Collected.Whole(logs, proofs);
    }
}
