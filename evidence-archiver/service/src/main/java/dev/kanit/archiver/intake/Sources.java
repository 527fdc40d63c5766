package dev.kanit.archiver.intake;

import dev.kanit.ledger.LogId;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.schemas.TopicSpec;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Which partitions there are, and which logs they are. */
final class Sources {

    private static final int ANSWER_WITHIN_SECONDS = 30;

    private Sources() {}

    /**
     * Every partition of every topic of the catalogue but the archive's own checkpoints.
     *
     * @throws UnfitTopicException when one is compacted: the broker would remove evidence from the
     *     middle, and nobody could tell
     * @throws KafkaException when the cluster does not answer, or a topic is missing
     */
    static Map<TopicPartition, LogId> find(Admin admin) {
        List<String> names =
                TopicCatalogue.all().stream()
                        .map(TopicSpec::name)
                        .filter(name -> !name.equals(TopicCatalogue.CHECKPOINTS))
                        .toList();
        refuseCompacted(admin, names);
        String cluster = await(admin.describeCluster().clusterId());
        Collection<TopicDescription> topics =
                await(admin.describeTopics(names).allTopicNames()).values();
        Map<TopicPartition, LogId> logs =
                new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        for (TopicDescription topic : topics) {
            topic.partitions()
                    .forEach(
                            partition ->
                                    logs.put(
                                            new TopicPartition(topic.name(), partition.partition()),
                                            new LogId(
                                                    cluster,
                                                    topic.topicId().toString(),
                                                    partition.partition())));
        }
        return logs;
    }

    private static void refuseCompacted(Admin admin, List<String> names) {
        List<ConfigResource> resources =
                names.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList();
        for (Map.Entry<ConfigResource, Config> found :
                await(admin.describeConfigs(resources).all()).entrySet()) {
            ConfigEntry policy = found.getValue().get(TopicConfig.CLEANUP_POLICY_CONFIG);
            if (policy != null
                    && policy.value() != null
                    && policy.value().contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
                throw new UnfitTopicException(
                        "%s of %s: %s (expected: %s)"
                                .formatted(
                                        TopicConfig.CLEANUP_POLICY_CONFIG,
                                        found.getKey().name(),
                                        policy.value(),
                                        TopicConfig.CLEANUP_POLICY_DELETE));
            }
        }
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new KafkaException("the cluster did not describe its topics", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", interrupted);
        }
    }
}
