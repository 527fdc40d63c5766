package dev.kanit.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Brings the catalogue's topics into being. */
public final class TopicAdministration {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private TopicAdministration() {}

    /**
     * Creates the topics that are missing and leaves the others as they are.
     *
     * <p>Nothing is created when an existing topic has another number of partitions: a rollout must
     * live in one partition number everywhere, and a mixed set would split it silently.
     *
     * @param partitions partitions of each topic, &gt;= 1
     * @param replication copies of each partition, 1 to the number of brokers
     * @return names of the topics that were created, in the catalogue's order
     * @throws PartitionMismatchException when an existing topic has another number of partitions
     * @throws KafkaException when the cluster refuses, or does not answer within 30 s
     */
    public static List<String> ensureTopics(Admin admin, int partitions, short replication) {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions: " + partitions + " (expected: >= 1)");
        }
        Map<String, Integer> existing = existingPartitions(admin);
        refuseOthersThan(partitions, existing);
        List<TopicSpec> missing =
                TopicCatalogue.all().stream()
                        .filter(topic -> !existing.containsKey(topic.name()))
                        .toList();
        List<String> created = create(admin, missing, partitions, replication);
        if (created.size() < missing.size()) {
            // Somebody else created some at the same time, perhaps with another number.
            refuseOthersThan(partitions, existingPartitions(admin));
        }
        return created;
    }

    private static List<String> create(
            Admin admin, List<TopicSpec> missing, int partitions, short replication) {
        List<NewTopic> requests =
                missing.stream().map(topic -> topic.newTopic(partitions, replication)).toList();
        var futures = admin.createTopics(requests).values();
        List<String> created = new ArrayList<>();
        for (NewTopic request : requests) {
            if (isCreated(Objects.requireNonNull(futures.get(request.name())))) {
                created.add(request.name());
            }
        }
        return List.copyOf(created);
    }

    /** Whether the topic was created; false when it had appeared in the meantime. */
    private static boolean isCreated(KafkaFuture<Void> future) {
        try {
            await(future);
            return true;
        } catch (TopicExistsException _) {
            return false;
        }
    }

    private static Map<String, Integer> existingPartitions(Admin admin) {
        List<String> names = TopicCatalogue.all().stream().map(TopicSpec::name).toList();
        Map<String, Integer> found = new TreeMap<>();
        for (var answer : admin.describeTopics(names).topicNameValues().entrySet()) {
            try {
                TopicDescription description = await(answer.getValue());
                found.put(answer.getKey(), description.partitions().size());
            } catch (UnknownTopicOrPartitionException _) {
                // Missing topics are what this method is there to tell.
            }
        }
        return found;
    }

    private static void refuseOthersThan(int partitions, Map<String, Integer> existing) {
        existing.forEach(
                (topic, count) -> {
                    if (count != partitions) {
                        throw new PartitionMismatchException(topic, count, partitions);
                    }
                });
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new KafkaException("the cluster did not carry out a topic request", failed);
        } catch (TimeoutException late) {
            throw new KafkaException(
                    "the cluster did not answer a topic request within " + ANSWER_WITHIN, late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted during a topic request", interrupted);
        }
    }
}
