package dev.kanit.ledger;

import java.util.regex.Pattern;

/**
 * One log: a topic partition of one cluster. The topic's id and not its name, since a topic that
 * was deleted and made again is another log.
 *
 * @param clusterId as Kafka gives it
 * @param topicId likewise
 * @param partition &gt;= 0
 */
public record LogId(String clusterId, String topicId, int partition) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** Beside the topics of a cluster lies the log of their heads. */
    private static final String HEADS = "heads";

    public LogId {
        if (!ID.matcher(clusterId).matches()) {
            throw new IllegalArgumentException(
                    "clusterId: '" + clusterId + "' (expected: " + ID + ")");
        }
        if (!ID.matcher(topicId).matches() || topicId.equals(HEADS)) {
            throw new IllegalArgumentException(
                    "topicId: '" + topicId + "' (expected: " + ID + ", not " + HEADS + ")");
        }
        if (partition < 0) {
            throw new IllegalArgumentException("partition: " + partition + " (expected: >= 0)");
        }
    }

    /** Directory of its segments, its checkpoint and its tiles. */
    public String path() {
        return "logs/" + clusterId + "/" + topicId + "/" + partition;
    }

    /** The first line of its checkpoints, and the name of the key that signs them. */
    public String origin() {
        return "kanit/" + clusterId + "/" + topicId + "/" + partition;
    }

    /** Directory of the log of the cluster's heads. */
    public static String headsPath(String clusterId) {
        return "logs/" + clusterId + "/" + HEADS;
    }

    /** What the origins of all logs of a cluster begin with. */
    public static String clusterOrigin(String clusterId) {
        return "kanit/" + clusterId;
    }

    /** Origin of the log of the cluster's heads. */
    public static String headsOrigin(String clusterId) {
        return "kanit/" + clusterId + "/" + HEADS;
    }
}
