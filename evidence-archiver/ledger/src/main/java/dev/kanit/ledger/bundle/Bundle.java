package dev.kanit.ledger.bundle;

import dev.kanit.ledger.note.TlogProof;
import java.util.Comparator;
import java.util.List;

/**
 * All that a bundle is written from.
 *
 * @param rollout id
 * @param cluster as Kafka gives it; that of every log
 * @param createdAtMillis epoch milliseconds
 * @param logs one per topic with records of the rollout
 * @param decisionProofs one per record of {@code rollout.decisions}, in order
 */
public record Bundle(
        String rollout,
        String cluster,
        Outcome outcome,
        long createdAtMillis,
        List<BundleLog> logs,
        List<TlogProof> decisionProofs,
        BundleDocuments documents) {

    public Bundle {
        logs = logs.stream().sorted(Comparator.comparing(BundleLog::topic)).toList();
        decisionProofs = List.copyOf(decisionProofs);
    }
}
