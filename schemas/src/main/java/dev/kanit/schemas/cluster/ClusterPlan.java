package dev.kanit.schemas.cluster;

import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.schemas.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * In what a cluster differs from the catalogue.
 *
 * @param partitions that every topic should have
 * @param replication copies that every partition should have at least
 * @param differences in the catalogue's order; empty when the cluster is as it should be
 */
public record ClusterPlan(int partitions, int replication, List<Difference> differences) {

    public ClusterPlan {
        differences = List.copyOf(differences);
    }

    /** Compares. Pure: the same state and wish give the same plan. */
    public static ClusterPlan of(ClusterState state, ClusterWish wish) {
        int partitions = wish.partitions().orElseGet(() -> usualPartitions(state));
        int replication = wish.replicationOn(state.brokers());
        List<Difference> found = new ArrayList<>();
        for (TopicSpec topic : TopicCatalogue.all()) {
            Map<String, String> settings = WantedSettings.of(topic, replication);
            TopicState existing = state.topics().get(topic.name());
            if (existing == null) {
                found.add(
                        new Difference.TopicMissing(
                                topic.name(), partitions, replication, settings));
            } else {
                found.addAll(ofTopic(topic.name(), existing, partitions, replication, settings));
            }
        }
        wish.rights()
                .ifPresent(
                        rights ->
                                found.addAll(
                                        RightsReview.of(
                                                rights,
                                                state.rights().orElseThrow(),
                                                wish.trusted())));
        return new ClusterPlan(partitions, replication, found);
    }

    /** Whether topics would live in different partition numbers; then nothing may be changed. */
    public boolean isSplit() {
        return differences.stream().anyMatch(Difference.PartitionsDiffer.class::isInstance);
    }

    private static List<Difference> ofTopic(
            String name,
            TopicState existing,
            int partitions,
            int replication,
            Map<String, String> settings) {
        List<Difference> found = new ArrayList<>();
        if (existing.partitions() != partitions) {
            found.add(new Difference.PartitionsDiffer(name, existing.partitions(), partitions));
        }
        if (existing.replication() < replication) {
            found.add(new Difference.ReplicationLow(name, existing.replication(), replication));
        }
        new TreeMap<>(settings)
                .forEach(
                        (setting, expected) -> {
                            String value = existing.settings().getOrDefault(setting, "");
                            if (!WantedSettings.isEnough(setting, value, expected)) {
                                found.add(
                                        new Difference.SettingDiffers(
                                                name, setting, value, expected));
                            }
                        });
        return found;
    }

    /** The number of the topics that exist, when they agree. */
    private static int usualPartitions(ClusterState state) {
        List<Integer> numbers =
                state.topics().values().stream().map(TopicState::partitions).distinct().toList();
        return numbers.size() == 1 ? numbers.getFirst() : TopicCatalogue.DEFAULT_PARTITIONS;
    }
}
