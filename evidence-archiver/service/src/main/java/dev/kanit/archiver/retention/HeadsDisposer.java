package dev.kanit.archiver.retention;

import dev.kanit.archiver.keys.ArchiverKeys;
import dev.kanit.ledger.CheckpointSigner;
import dev.kanit.ledger.Disposal;
import dev.kanit.ledger.HeadsLog;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.Published;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.store.EvidenceStore;
import java.io.IOException;

/** Says in the log of heads, under the archiver's own signature, what may be deleted. */
final class HeadsDisposer implements Disposer {

    private final EvidenceStore store;
    private final ArchiverKeys keys;
    private final CheckpointSigner signer;

    HeadsDisposer(EvidenceStore store, ArchiverKeys keys, CheckpointSigner signer) {
        this.store = store;
        this.keys = keys;
        this.signer = signer;
    }

    @Override
    public void dispose(LogId log, Checkpoint head, Disposal disposal)
            throws IOException, DamagedTreeException {
        String cluster = log.clusterId();
        HeadsLog heads =
                HeadsLog.open(store, cluster, signer, keys.othersOf(LogId.headsOrigin(cluster)));
        heads.dispose(head, disposal);
        if (heads.publish() instanceof Published.Refused(String why)) {
            throw new DamagedTreeException(why);
        }
    }
}
