package dev.kanit.standalone.cli;

import dev.kanit.archiver.audit.ArchivedCluster;
import dev.kanit.ledger.note.TrustPolicy;
import dev.kanit.ledger.store.EvidenceStore;
import java.util.List;

/**
 * An archive in a directory or a bucket, for one command.
 *
 * @param store where it lies
 * @param connection what is to be closed with it
 */
record OpenArchive(EvidenceStore store, Runnable connection) implements AutoCloseable {

    /** The clusters that a policy knows. */
    List<ArchivedCluster> clusters(TrustPolicy policy) {
        return ArchivedCluster.of(store, policy);
    }

    @Override
    public void close() {
        connection.run();
    }
}
