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

    public LogId {
        if (!ID.matcher(clusterId).matches()) {
            throw new IllegalArgumentException(
                    "clusterId: '" + clusterId + "' (expected: " + ID + ")");
        }
        if (!ID.matcher(topicId).matches()) {
            throw new IllegalArgumentException("topicId: '" + topicId + "' (expected: " + ID + ")");
        }
        if (partition < 0) {
            throw new IllegalArgumentException("partition: " + partition + " (expected: >= 0)");
        }
    }

    /** Directory of its segments. */
    public String path() {
        return "logs/" + clusterId + "/" + topicId + "/" + partition;
    }
}
