package dev.kanit.archiver.retention;

import dev.kanit.archiver.audit.ArchivedCluster;
import dev.kanit.archiver.audit.SignedFloors;
import dev.kanit.archiver.audit.SignedTree;
import dev.kanit.ledger.Disposal;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.SegmentLog;
import dev.kanit.ledger.leaf.Leaf;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.segment.MalformedSegmentException;
import dev.kanit.ledger.store.EvidenceStore;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Deletes what has expired: payload first, much later entries. First it is said in the logs; when
 * it stands under a signed checkpoint, a later run deletes. A hold that was placed in between still
 * wins. Running it again, or twice at once, changes nothing.
 */
public final class Pruner {

    private final EvidenceStore store;
    private final RetentionPolicy policy;
    private final Bundles bundles;
    private final Floors floors;
    private final Disposer disposer;
    private final ArchiveTimes times;
    private final Clock clock;

    /**
     * @param floors that stand in the partitions' own logs
     * @param disposer has new ones said
     */
    public Pruner(
            EvidenceStore store,
            RetentionPolicy policy,
            Bundles bundles,
            Floors floors,
            Disposer disposer,
            Clock clock) {
        this.store = store;
        this.policy = policy;
        this.bundles = bundles;
        this.floors = floors;
        this.disposer = disposer;
        this.times = new ArchiveTimes(store, policy);
        this.clock = clock;
    }

    /** Prunes every log of the cluster. */
    public List<Pruned> prune(ArchivedCluster cluster)
            throws IOException, DamagedTreeException, MalformedSegmentException {
        List<Pruned> pruned = new ArrayList<>();
        SignedTree heads = cluster.heads();
        Map<String, SignedFloors> said = cluster.floors(heads);
        for (Map.Entry<String, Checkpoint> head : cluster.newestHeads(heads).entrySet()) {
            SignedFloors signed = said.getOrDefault(head.getKey(), SignedFloors.NONE);
            LogId log = ArchivedCluster.logOf(head.getKey());
            SignedTree tree = cluster.partition(log);
            pruned.add(prune(log, tree, head.getValue(), signed));
        }
        return pruned;
    }

    private Pruned prune(LogId log, SignedTree tree, Checkpoint head, SignedFloors said)
            throws IOException, DamagedTreeException, MalformedSegmentException {
        long now = clock.millis();
        SegmentLog segments = SegmentLog.open(store, log);
        times.note(log, segments.nextOffset(), now);
        List<LegalHold> holds = new LegalHolds(store).active();
        ExpiredPayload expired =
                ExpiredPayload.of(
                        segments,
                        times.archivedBelow(log, policy.payload(), now),
                        holds,
                        bundles,
                        "%d days".formatted(policy.payload().toDays()));
        long signed = Math.max(said.payloadBelow(), signedFloor(log, tree));
        if (expired.below() > signed) {
            disposer.dispose(
                    log,
                    head,
                    new Disposal(
                            Disposal.Kind.PAYLOAD,
                            expired.below(),
                            now,
                            "payload archived more than %d days ago%s"
                                    .formatted(policy.payload().toDays(), expired.unbundled())));
        }
        int deleted = 0;
        for (ExpiredPayload.Part segment : expired.segments()) {
            if (segment.nextOffset() <= signed) {
                store.delete("%s/%020d.ndjson.zst".formatted(log.path(), segment.start()));
                deleted++;
            }
        }
        ExpiredEntries entries =
                ExpiredEntries.of(
                        tree,
                        Math.min(
                                times.archivedBelow(log, policy.entries(), now),
                                segments.starts().stream().findFirst().orElse(0L)),
                        holds);
        if (entries.belowLeaf() > said.entriesBelow()) {
            disposer.dispose(
                    log,
                    head,
                    new Disposal(
                            Disposal.Kind.ENTRIES,
                            entries.belowLeaf(),
                            now,
                            "entries archived more than %d days ago"
                                    .formatted(policy.entries().toDays())));
        }
        return new Pruned(
                log,
                expired.below(),
                signed,
                deleted,
                entries.delete(store, log, said.entriesBelow()),
                expired.then());
    }

    /** The floor that the partition's own log has under its checkpoint. */
    private long signedFloor(LogId log, SignedTree tree) throws IOException, DamagedTreeException {
        OptionalLong logged = floors.logged(log);
        if (logged.isEmpty()) {
            return 0;
        }
        for (long bundle = tree.bundles() - 1; bundle >= tree.firstBundle(); bundle--) {
            for (byte[] bytes : tree.leaves(bundle).reversed()) {
                switch (SignedTree.parse(bytes)) {
                    case Leaf.Disposition disposition -> {
                        return disposition.below();
                    }
                    case Leaf.Kept kept when kept.offset() < logged.getAsLong() -> {
                        return 0;
                    }
                    case Leaf.Kept _, Leaf.Gap _ -> {}
                }
            }
        }
        return 0;
    }
}
