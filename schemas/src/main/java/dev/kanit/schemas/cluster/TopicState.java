package dev.kanit.schemas.cluster;

import java.util.Map;

/**
 * A topic as the cluster has it.
 *
 * @param partitions &gt;= 1
 * @param replication copies of the partition that has the fewest, &gt;= 1
 * @param settings those in force, wherever they were set, as the broker spells them
 */
public record TopicState(int partitions, int replication, Map<String, String> settings) {

    public TopicState {
        settings = Map.copyOf(settings);
    }
}
