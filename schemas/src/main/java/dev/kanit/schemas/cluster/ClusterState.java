package dev.kanit.schemas.cluster;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AclBinding;

/**
 * A cluster, as far as the catalogue is concerned.
 *
 * @param brokers running ones, &gt;= 1
 * @param topics those of the catalogue that exist, by name
 * @param rights all of the cluster's; empty when they were not asked for
 */
public record ClusterState(
        int brokers, Map<String, TopicState> topics, Optional<Set<AclBinding>> rights) {

    public ClusterState {
        topics = Map.copyOf(topics);
        rights = rights.map(Set::copyOf);
    }
}
