package dev.kanit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.schemas.cluster.ClusterChanges;
import dev.kanit.schemas.cluster.ClusterPlan;
import dev.kanit.schemas.cluster.ClusterSurvey;
import dev.kanit.schemas.cluster.ClusterWish;
import dev.kanit.schemas.cluster.Difference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cluster lacks is told and mended on a real broker. */
final class ClusterChangesTest {

    private static final ClusterWish USUAL =
            new ClusterWish(OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), Set.of());

    @TempDir private Path directory;

    @Test
    void driftIsToldAndMendedAndLongerRetentionIsKept() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 1);
                Admin admin = new KafkaProbe(kafka.bootstrapServers()).admin()) {
            assertThat(ClusterChanges.apply(admin, USUAL)).hasSize(TopicCatalogue.all().size());
            assertThat(look(admin).differences()).isEmpty();

            set(admin, TopicCatalogue.SIGNALS, "cleanup.policy", "compact");
            set(admin, TopicCatalogue.TICKS, "retention.ms", "-1");

            ClusterPlan plan = look(admin);
            assertThat(plan.differences())
                    .containsExactly(
                            new Difference.SettingDiffers(
                                    TopicCatalogue.SIGNALS, "cleanup.policy", "compact", "delete"));
            assertThat(ClusterChanges.apply(admin, USUAL)).isEqualTo(plan.differences());
            assertThat(look(admin).differences()).isEmpty();
            assertThat(ClusterSurvey.read(admin, false).topics().get(TopicCatalogue.TICKS))
                    .extracting(topic -> topic.settings().get("retention.ms"))
                    .isEqualTo("-1");
        }
    }

    @Test
    void nothingIsChangedWhileOneTopicHasAnotherPartitionCount() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 1);
                Admin admin = new KafkaProbe(kafka.bootstrapServers()).admin()) {
            admin.createTopics(List.of(new NewTopic(TopicCatalogue.ALERTS, 2, (short) 1)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
            ClusterWish four =
                    new ClusterWish(
                            OptionalInt.of(4), OptionalInt.empty(), Optional.empty(), Set.of());
            ClusterPlan plan = ClusterPlan.of(ClusterSurvey.read(admin, false), four);

            assertThat(plan.isSplit()).isTrue();
            assertThat(ClusterChanges.apply(admin, four)).isEmpty();
            assertThat(admin.listTopics().names().get(20, TimeUnit.SECONDS))
                    .containsExactly(TopicCatalogue.ALERTS);
        }
    }

    @Test
    void clusterWithoutAnAuthorizerSaysSoWhenRightsAreAskedFor() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 1);
                Admin admin = new KafkaProbe(kafka.bootstrapServers()).admin()) {
            assertThatThrownBy(() -> ClusterSurvey.read(admin, true))
                    .isInstanceOf(KafkaException.class)
                    .hasMessageStartingWith("this cluster has no authorizer");
        }
    }

    private static ClusterPlan look(Admin admin) {
        return ClusterPlan.of(ClusterSurvey.read(admin, false), USUAL);
    }

    private static void set(Admin admin, String topic, String setting, String value)
            throws Exception {
        admin.incrementalAlterConfigs(
                        Map.of(
                                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                                List.of(
                                        new AlterConfigOp(
                                                new ConfigEntry(setting, value),
                                                AlterConfigOp.OpType.SET))))
                .all()
                .get(20, TimeUnit.SECONDS);
    }
}
