package dev.kanit.archiver.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.archiver.intake.Dispositions;
import dev.kanit.archiver.keys.ArchiverKeys;
import dev.kanit.archiver.keys.PolicyFile;
import dev.kanit.ledger.Appended;
import dev.kanit.ledger.HeadsLog;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.PartitionLog;
import dev.kanit.ledger.Published;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.TrustPolicy;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.store.EvidenceStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An archive of one partition, without Kafka. */
public final class SmallArchive {

    public static final LogId LOG = new LogId("cluster", "topic", 0);

    public final EvidenceStore store;
    public final ArchiverKeys keys;
    private final Path keyDirectory;
    private final PartitionLog log;
    private final HeadsLog heads;
    private final Dispositions dispositions;

    public SmallArchive(EvidenceStore store, Path keys, Dispositions dispositions)
            throws Exception {
        this.store = store;
        this.keyDirectory = keys;
        this.keys = ArchiverKeys.open(keys);
        this.dispositions = dispositions;
        this.log = PartitionLog.open(store, LOG, this.keys.signer(), List.of());
        this.heads = HeadsLog.open(store, LOG.clusterId(), this.keys.signer(), List.of());
    }

    /** As an archiver finds it that starts now. */
    public SmallArchive reopened() throws Exception {
        return new SmallArchive(store, keyDirectory, dispositions);
    }

    /** A segment of records of one rollout, signed for. */
    public void archive(String rollout, long timestampMillis, int count) throws Exception {
        List<Entry> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(
                    new Entry.Kept(
                            log.nextOffset() + i,
                            timestampMillis,
                            Entry.Bytes.of(rollout.getBytes(UTF_8)),
                            Entry.Bytes.of(("value " + i).getBytes(UTF_8)),
                            List.of()));
        }
        List<Entry> entries = dispositions.before(LOG, log.nextOffset(), records);
        if (!(log.append(entries) instanceof Appended.Stored)) {
            throw new AssertionError("not stored");
        }
        dispositions.stored(LOG, entries);
        publish();
    }

    private void publish() throws Exception {
        if (!(log.publish() instanceof Published.Signed signed)) {
            throw new AssertionError("not signed");
        }
        heads.add(List.of(Checkpoint.of(signed.checkpoint())));
        if (!(heads.publish() instanceof Published.Signed)) {
            throw new AssertionError("heads are not signed");
        }
    }

    /** As an auditor sees it. */
    public ArchivedCluster cluster() throws Exception {
        TrustPolicy policy =
                TrustPolicy.parse(PolicyFile.text(LOG.clusterId(), keys).getBytes(UTF_8));
        return ArchivedCluster.of(store, policy).getFirst();
    }

    /** Name of the segment that begins at {@code offset}. */
    public static String segment(long offset) {
        return "%s/%020d.ndjson.zst".formatted(LOG.path(), offset);
    }
}
