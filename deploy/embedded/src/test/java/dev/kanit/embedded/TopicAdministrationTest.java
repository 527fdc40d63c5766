package dev.kanit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.schemas.PartitionMismatchException;
import dev.kanit.schemas.TopicAdministration;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.schemas.TopicSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TopicAdministrationTest {

    @TempDir private Path directory;

    @Test
    void topicsAreCreatedOnceAndAsTheCatalogueSays() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 1);
                Admin admin = new KafkaProbe(kafka.bootstrapServers()).admin()) {
            List<String> names = TopicCatalogue.all().stream().map(TopicSpec::name).toList();

            assertThat(TopicAdministration.ensureTopics(admin, 4, (short) 1)).isEqualTo(names);
            assertThat(TopicAdministration.ensureTopics(admin, 4, (short) 1)).isEmpty();

            for (TopicSpec topic : TopicCatalogue.all()) {
                ConfigResource resource =
                        new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
                Config config =
                        Objects.requireNonNull(
                                admin.describeConfigs(List.of(resource))
                                        .all()
                                        .get(20, TimeUnit.SECONDS)
                                        .get(resource));
                topic.configs()
                        .forEach(
                                (name, value) ->
                                        assertThat(config.get(name).value())
                                                .as(topic.name() + " " + name)
                                                .isEqualTo(value));
            }
        }
    }

    @Test
    void topicWithAnotherPartitionCountIsRefusedAndNothingIsCreated() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 1);
                Admin admin = new KafkaProbe(kafka.bootstrapServers()).admin()) {
            admin.createTopics(List.of(new NewTopic(TopicCatalogue.ALERTS, 2, (short) 1)))
                    .all()
                    .get(20, TimeUnit.SECONDS);

            assertThatThrownBy(() -> TopicAdministration.ensureTopics(admin, 4, (short) 1))
                    .isInstanceOf(PartitionMismatchException.class)
                    .hasMessage(
                            "partitions of rollout.alerts: 2 (expected: 4, the same for every"
                                    + " topic)");
            assertThat(admin.listTopics().names().get(20, TimeUnit.SECONDS))
                    .containsExactly(TopicCatalogue.ALERTS);
        }
    }
}
