package dev.kanit.schemas.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.schemas.TopicSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

final class ClusterPlanTest {

    private static final ClusterWish TOPICS_ONLY =
            new ClusterWish(OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), Set.of());
    private static final ClusterWish WITH_RIGHTS =
            new ClusterWish(
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    Optional.of(ServiceRights.usual()),
                    Set.of("User:admin"));

    @Test
    void clusterAsTheCatalogueSaysDoesNotDiffer() {
        assertThat(plan(topics(6), TOPICS_ONLY)).isEqualTo(new ClusterPlan(6, 3, List.of()));
    }

    @Test
    void emptyClusterLacksEveryTopicAndGetsTheCataloguesPartitions() {
        ClusterPlan plan = plan(Map.of(), TOPICS_ONLY);

        assertThat(plan.differences())
                .hasSize(TopicCatalogue.all().size())
                .allMatch(one -> one.advice().isEmpty())
                .first()
                .isEqualTo(
                        new Difference.TopicMissing(
                                TopicCatalogue.SIGNALS,
                                4,
                                3,
                                Map.of(
                                        "cleanup.policy", "delete",
                                        "retention.ms", "7776000000",
                                        "max.message.bytes", "1048576",
                                        "message.timestamp.type", "LogAppendTime",
                                        "min.insync.replicas", "2")));
    }

    @Test
    void oneBrokerGetsOneCopyUnlessMoreAreAskedFor() {
        ClusterState small = new ClusterState(1, Map.of(), Optional.empty());
        assertThat(ClusterPlan.of(small, TOPICS_ONLY).replication()).isEqualTo(1);
        assertThat(
                        ClusterPlan.of(
                                        small,
                                        new ClusterWish(
                                                OptionalInt.of(8),
                                                OptionalInt.of(2),
                                                Optional.empty(),
                                                Set.of()))
                                .replication())
                .isEqualTo(2);
    }

    @Test
    void anotherPartitionCountSplitsTheClusterAndNobodyMendsIt() {
        Map<String, TopicState> topics = topics(4);
        topics.put(TopicCatalogue.ALERTS, state(TopicCatalogue.named(TopicCatalogue.ALERTS), 2));

        ClusterPlan plan = plan(topics, TOPICS_ONLY);

        assertThat(plan.isSplit()).isTrue();
        assertThat(plan.differences())
                .containsExactly(new Difference.PartitionsDiffer(TopicCatalogue.ALERTS, 2, 4));
        assertThat(plan.differences().getFirst().advice()).isPresent();
    }

    @Test
    void settingsDifferWhenTheyKeepLessAndNotWhenTheyKeepMore() {
        assertThat(settingDiffers("retention.ms", "1000")).isTrue();
        assertThat(settingDiffers("retention.ms", "-1")).isFalse();
        assertThat(settingDiffers("retention.ms", "7776000001")).isFalse();
        assertThat(settingDiffers("retention.ms", "soon")).isTrue();
        assertThat(settingDiffers("max.message.bytes", "1048575")).isTrue();
        assertThat(settingDiffers("max.message.bytes", "9999999")).isFalse();
        assertThat(settingDiffers("min.insync.replicas", "1")).isTrue();
        assertThat(settingDiffers("cleanup.policy", "compact")).isTrue();
        assertThat(settingDiffers("message.timestamp.type", "CreateTime")).isTrue();
    }

    @Test
    void fewerCopiesAreToldAndMoreAreWelcome() {
        Map<String, TopicState> topics = topics(4);
        TopicState usual = state(TopicCatalogue.named(TopicCatalogue.TICKS), 4);
        topics.put(TopicCatalogue.TICKS, new TopicState(4, 1, usual.settings()));
        topics.put(TopicCatalogue.SIGNALS, new TopicState(4, 5, usual.settings()));

        assertThat(plan(topics, TOPICS_ONLY).differences())
                .containsExactly(new Difference.ReplicationLow(TopicCatalogue.TICKS, 1, 3));
    }

    @Test
    void missingRightsAreMendedAndThoseOfStrangersAreTold() {
        Set<AclBinding> rights = new HashSet<>(ServiceRights.usual().all());
        AclBinding missing = ServiceRights.usual().all().getFirst();
        rights.remove(missing);
        AclBinding stranger = topicRight("User:ci", "rollout.", PatternType.PREFIXED, true);
        AclBinding denied = topicRight("User:*", "rollout.actions", PatternType.LITERAL, false);
        rights.add(stranger);
        rights.add(denied);
        rights.add(topicRight("User:admin", "*", PatternType.LITERAL, true));
        rights.add(topicRight("User:shop", "orders", PatternType.LITERAL, true));

        ClusterPlan plan =
                ClusterPlan.of(new ClusterState(3, topics(4), Optional.of(rights)), WITH_RIGHTS);

        assertThat(plan.differences())
                .containsExactly(
                        new Difference.RightMissing(missing),
                        new Difference.RightUnexpected(denied),
                        new Difference.RightUnexpected(stranger));
        assertThat(plan.differences().getLast().text())
                .isEqualTo("unexpected right: User:ci allow write on topic rollout.…");
    }

    @Test
    void readersOfDecisionsAreWelcome() {
        Set<AclBinding> rights = new HashSet<>(ServiceRights.usual().all());
        rights.add(
                new AclBinding(
                        new ResourcePattern(
                                ResourceType.TOPIC, TopicCatalogue.DECISIONS, PatternType.LITERAL),
                        new AccessControlEntry(
                                "User:platform", "*", AclOperation.READ, AclPermissionType.ALLOW)));

        assertThat(
                        ClusterPlan.of(
                                        new ClusterState(3, topics(4), Optional.of(rights)),
                                        WITH_RIGHTS)
                                .differences())
                .isEmpty();
    }

    @Test
    void numbersBelowOneAreRefused() {
        assertThatThrownBy(
                        () ->
                                new ClusterWish(
                                        OptionalInt.of(0),
                                        OptionalInt.empty(),
                                        Optional.empty(),
                                        Set.of()))
                .hasMessage("partitions: 0 (expected: 1 to 32767)");
    }

    private static boolean settingDiffers(String setting, String value) {
        Map<String, TopicState> topics = topics(4);
        Map<String, String> settings =
                new HashMap<>(state(TopicCatalogue.named(TopicCatalogue.SIGNALS), 4).settings());
        settings.put(setting, value);
        topics.put(TopicCatalogue.SIGNALS, new TopicState(4, 3, settings));
        return !plan(topics, TOPICS_ONLY).differences().isEmpty();
    }

    private static ClusterPlan plan(Map<String, TopicState> topics, ClusterWish wish) {
        return ClusterPlan.of(new ClusterState(3, topics, Optional.empty()), wish);
    }

    private static Map<String, TopicState> topics(int partitions) {
        Map<String, TopicState> topics = new HashMap<>();
        TopicCatalogue.all().forEach(topic -> topics.put(topic.name(), state(topic, partitions)));
        return topics;
    }

    private static TopicState state(TopicSpec topic, int partitions) {
        return new TopicState(partitions, 3, WantedSettings.of(topic, 3));
    }

    private static AclBinding topicRight(
            String principal, String name, PatternType type, boolean isAllowed) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, name, type),
                new AccessControlEntry(
                        principal,
                        "*",
                        AclOperation.WRITE,
                        isAllowed ? AclPermissionType.ALLOW : AclPermissionType.DENY));
    }
}
