package dev.kanit.archiver.intake;

import dev.kanit.archiver.keys.ArchiverKeys;
import dev.kanit.archiver.keys.PolicyFile;
import dev.kanit.ledger.CheckpointSigner;
import dev.kanit.ledger.HeadsLog;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.PartitionLog;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.segment.MalformedSegmentException;
import dev.kanit.ledger.store.EvidenceStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where evidence is written and by whose key it is signed.
 *
 * @param trustPolicy file that auditors are given
 * @param witnesses lines of that policy with witnesses and the quorum
 */
public record Archive(EvidenceStore store, ArchiverKeys keys, Path trustPolicy, String witnesses) {

    /** One that no witness watches. */
    public Archive(EvidenceStore store, ArchiverKeys keys, Path trustPolicy) {
        this(store, keys, trustPolicy, "quorum none\n");
    }

    /** The logs of one cluster, opened with one signer. */
    final class Cluster {

        private final String id;
        private final CheckpointSigner signer;

        private Cluster(String id, CheckpointSigner signer) {
            this.id = id;
            this.signer = signer;
        }

        PartitionLog partition(LogId log) throws IOException {
            requireRemembered(log.path(), log.origin());
            try {
                return PartitionLog.open(store, log, signer, keys.othersOf(log.origin()));
            } catch (MalformedSegmentException | DamagedTreeException damaged) {
                throw new UnfitTopicException(log.path() + ": " + damaged.getMessage());
            }
        }

        private void requireRemembered(String path, String origin) throws IOException {
            Optional<byte[]> checkpoint = store.get(path + "/checkpoint");
            if (checkpoint.isPresent() && signer.hasForgotten(origin, checkpoint.get())) {
                throw new UnfitTopicException(
                        origin
                                + ": signed by this key, and the keys' directory has no memory of it"
                                + " (expected: signer/ as it was, or a new key)");
            }
        }

        HeadsLog heads() throws IOException {
            requireRemembered(LogId.headsPath(id), LogId.headsOrigin(id));
            try {
                return HeadsLog.open(store, id, signer, keys.othersOf(LogId.headsOrigin(id)));
            } catch (DamagedTreeException damaged) {
                throw new UnfitTopicException(LogId.headsPath(id) + ": " + damaged.getMessage());
            }
        }
    }

    /** Also writes the cluster's trust policy. */
    Cluster cluster(String clusterId) throws IOException {
        PolicyFile.write(trustPolicy, clusterId, keys, witnesses);
        return new Cluster(clusterId, keys.signer());
    }
}
