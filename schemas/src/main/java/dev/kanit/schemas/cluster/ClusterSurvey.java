package dev.kanit.schemas.cluster;

import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.schemas.TopicSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Reads what a cluster has; changes nothing. */
public final class ClusterSurvey {

    private ClusterSurvey() {}

    /**
     * Reads topics and, when asked to, rights.
     *
     * @throws KafkaException when the cluster refuses, does not answer within 30 s, or has no
     *     authorizer to ask for rights
     */
    public static ClusterState read(Admin admin, boolean withRights) {
        int brokers = AdminAnswer.of(admin.describeCluster().nodes()).size();
        Map<String, TopicDescription> descriptions = descriptions(admin);
        Map<String, Map<String, String>> settings = settings(admin, descriptions.keySet());
        Map<String, TopicState> topics = new HashMap<>();
        descriptions.forEach(
                (name, description) ->
                        topics.put(
                                name,
                                new TopicState(
                                        description.partitions().size(),
                                        fewestCopies(description),
                                        settings.getOrDefault(name, Map.of()))));
        return new ClusterState(
                brokers, topics, withRights ? Optional.of(rights(admin)) : Optional.empty());
    }

    private static int fewestCopies(TopicDescription description) {
        return description.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
    }

    private static Map<String, TopicDescription> descriptions(Admin admin) {
        List<String> names = TopicCatalogue.all().stream().map(TopicSpec::name).toList();
        Map<String, TopicDescription> found = new TreeMap<>();
        for (var answer : admin.describeTopics(names).topicNameValues().entrySet()) {
            try {
                found.put(answer.getKey(), AdminAnswer.of(answer.getValue()));
            } catch (UnknownTopicOrPartitionException _) {
                // Missing topics are what the plan is there to tell.
            }
        }
        return found;
    }

    private static Map<String, Map<String, String>> settings(Admin admin, Set<String> names) {
        List<ConfigResource> resources =
                names.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList();
        Map<String, Map<String, String>> found = new HashMap<>();
        AdminAnswer.of(admin.describeConfigs(resources).all())
                .forEach(
                        (resource, config) -> {
                            Map<String, String> values = new HashMap<>();
                            config.entries()
                                    .forEach(
                                            entry -> {
                                                if (entry.value() != null) {
                                                    values.put(entry.name(), entry.value());
                                                }
                                            });
                            found.put(resource.name(), values);
                        });
        return found;
    }

    private static Set<AclBinding> rights(Admin admin) {
        try {
            return new HashSet<>(AdminAnswer.of(admin.describeAcls(AclBindingFilter.ANY).values()));
        } catch (SecurityDisabledException none) {
            throw new KafkaException(
                    "this cluster has no authorizer, so it has no rights to compare (expected:"
                            + " authorizer.class.name among its brokers' settings, or no rights"
                            + " asked for)",
                    none);
        }
    }
}
