package dev.kanit.archiver.retention;

import dev.kanit.archiver.audit.ArchivedCluster;
import dev.kanit.archiver.audit.SignedTree;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.SegmentLog;
import dev.kanit.ledger.leaf.Leaf;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.MalformedSegmentException;
import dev.kanit.ledger.segment.Segment;
import dev.kanit.ledger.store.EvidenceStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Deletes expired payload. First the floor is asked for; when the log says so under a signed
 * checkpoint, segments below it are deleted by a later run. A hold that was placed in between still
 * wins. Running it again, or twice at once, changes nothing.
 */
public final class Pruner {

    private final EvidenceStore store;
    private final RetentionPolicy policy;
    private final Bundles bundles;
    private final Floors floors;
    private final Clock clock;

    public Pruner(
            EvidenceStore store,
            RetentionPolicy policy,
            Bundles bundles,
            Floors floors,
            Clock clock) {
        this.store = store;
        this.policy = policy;
        this.bundles = bundles;
        this.floors = floors;
        this.clock = clock;
    }

    /** A segment that may go. */
    private record Expired(long start, long nextOffset) {}

    /**
     * What may go, and why the next segment may not.
     *
     * @param below where the first segment begins that stays
     */
    private record Prefix(List<Expired> segments, long below, String then) {}

    /** Prunes every log of the cluster. */
    public List<Pruned> prune(ArchivedCluster cluster)
            throws IOException, DamagedTreeException, MalformedSegmentException {
        List<Pruned> pruned = new ArrayList<>();
        for (LogId log : cluster.logs()) {
            pruned.add(prune(log, cluster.partition(log)));
        }
        return pruned;
    }

    private Pruned prune(LogId log, SignedTree tree)
            throws IOException, DamagedTreeException, MalformedSegmentException {
        SegmentLog segments = SegmentLog.open(store, log);
        Prefix prefix = prefix(segments, new LegalHolds(store).active());
        long signed = signedFloor(log, tree);
        if (prefix.below() > signed && !prefix.segments().isEmpty()) {
            floors.request(
                    log,
                    prefix.below(),
                    "payload older than " + policy.payload().toDays() + " days",
                    clock.millis());
        }
        int deleted = 0;
        for (Expired segment : prefix.segments()) {
            if (segment.nextOffset() <= signed) {
                store.delete("%s/%020d.ndjson.zst".formatted(log.path(), segment.start()));
                deleted++;
            }
        }
        return new Pruned(
                log,
                prefix.segments().isEmpty() ? 0 : prefix.below(),
                signed,
                deleted,
                prefix.then());
    }

    /** The last segment stays in any case: the archive's position is known by it. */
    private Prefix prefix(SegmentLog segments, List<LegalHold> holds)
            throws IOException, MalformedSegmentException {
        List<Expired> expired = new ArrayList<>();
        Map<String, Optional<String>> known = new HashMap<>();
        long below = 0;
        List<Long> starts = segments.starts();
        for (int i = 0; i < starts.size() - 1; i++) {
            Segment segment = segments.segmentAt(starts.get(i));
            Optional<String> why = whyKept(segment, holds, known);
            if (why.isPresent()) {
                return new Prefix(expired, below, why.get());
            }
            expired.add(new Expired(segment.firstOffset(), segment.nextOffset()));
            below = segment.nextOffset();
        }
        return new Prefix(expired, below, "it is the last one");
    }

    private Optional<String> whyKept(
            Segment segment, List<LegalHold> holds, Map<String, Optional<String>> known) {
        long before = clock.millis() - policy.payload().toMillis();
        for (Entry entry : segment.entries()) {
            if (entry instanceof Entry.Kept kept) {
                if (kept.timestampMillis() >= before) {
                    return Optional.of(
                            "the record at offset %d is younger than %d days"
                                    .formatted(kept.offset(), policy.payload().toDays()));
                }
                String rollout =
                        kept.key()
                                .map(key -> new String(key.shared(), StandardCharsets.UTF_8))
                                .orElse("");
                Optional<String> why = known.computeIfAbsent(rollout, one -> whyKept(one, holds));
                if (why.isPresent()) {
                    return why;
                }
            }
        }
        return holds.stream()
                .filter(hold -> hold.rollout().isEmpty())
                .findFirst()
                .map(Pruner::inWords);
    }

    private Optional<String> whyKept(String rollout, List<LegalHold> holds) {
        for (LegalHold hold : holds) {
            if (hold.covers(rollout)) {
                return Optional.of(inWords(hold));
            }
        }
        boolean isRollout = rollout.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
        return !isRollout || bundles.isBundled(rollout)
                ? Optional.empty()
                : Optional.of("rollout " + rollout + " is open or has no bundle");
    }

    private static String inWords(LegalHold hold) {
        return "held by %s: %s (%s)".formatted(hold.who(), hold.why(), hold.id());
    }

    /** The highest floor that lies under the log's checkpoint, looked for where it was written. */
    private long signedFloor(LogId log, SignedTree tree) throws IOException, DamagedTreeException {
        OptionalLong logged = floors.logged(log);
        if (logged.isEmpty()) {
            return 0;
        }
        for (long bundle = tree.bundles() - 1; bundle >= 0; bundle--) {
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
