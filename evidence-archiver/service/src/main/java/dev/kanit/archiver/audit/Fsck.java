package dev.kanit.archiver.audit;

import dev.kanit.ledger.LogId;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.note.Checkpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads everything that an archive holds and says what does not fit: heads, checkpoints, tiles,
 * leaves, segments. Needs the store and a trust policy, nothing else.
 */
public final class Fsck {

    private Fsck() {}

    /**
     * What was looked at.
     *
     * @param logs with their heads
     * @param leaves hashed
     * @param records compared with their leaves
     * @param disposed leaves whose payload was deleted as the log says
     * @param findings what does not fit
     */
    public record Report(
            int logs, long leaves, long records, long disposed, List<Finding> findings) {
        public Report {
            findings = List.copyOf(findings);
        }
    }

    /** Checks one cluster's logs. */
    public static Report check(ArchivedCluster cluster) throws IOException {
        String origin = LogId.headsOrigin(cluster.clusterId());
        List<Finding> findings = new ArrayList<>();
        long leaves = 0;
        long records = 0;
        long disposed = 0;
        Map<String, Checkpoint> heads;
        Map<String, SignedFloors> floors;
        try {
            SignedTree tree = cluster.heads();
            leaves += tree.size();
            Retree.check(tree, cluster.files(LogId.headsPath(cluster.clusterId())), _ -> {})
                    .forEach(what -> findings.add(new Finding(origin, what)));
            heads = cluster.newestHeads(tree);
            floors = cluster.floors(tree);
        } catch (DamagedTreeException damaged) {
            findings.add(new Finding(origin, String.valueOf(damaged.getMessage())));
            return new Report(0, leaves, 0, 0, findings);
        }
        for (Map.Entry<String, Checkpoint> head : heads.entrySet()) {
            try {
                PartitionCheck check =
                        new PartitionCheck(
                                cluster,
                                ArchivedCluster.logOf(head.getKey()),
                                floors.getOrDefault(head.getKey(), SignedFloors.NONE));
                check.run(head.getValue());
                leaves += check.leaves();
                records += check.records();
                disposed += check.disposed();
                findings.addAll(check.findings());
            } catch (DamagedTreeException damaged) {
                findings.add(new Finding(head.getKey(), String.valueOf(damaged.getMessage())));
            }
        }
        for (String stored : cluster.storedOrigins()) {
            if (!heads.containsKey(stored)) {
                findings.add(
                        new Finding(
                                stored,
                                "no head of it in the log of heads (expected: one for each log)"));
            }
        }
        return new Report(heads.size(), leaves, records, disposed, findings);
    }
}
