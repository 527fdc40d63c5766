package dev.kanit.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.wire.SignalSnapshot;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

final class TopicCatalogueTest {

    @Test
    void everyTopicIsListedOnce() {
        assertThat(TopicCatalogue.all())
                .extracting(TopicSpec::name)
                .containsExactly(
                        TopicCatalogue.SIGNALS,
                        TopicCatalogue.COMMANDS,
                        TopicCatalogue.CHECKS,
                        TopicCatalogue.ACTIONS,
                        TopicCatalogue.DECISIONS,
                        TopicCatalogue.ALERTS,
                        TopicCatalogue.DELIVERIES,
                        TopicCatalogue.TICKS,
                        TopicCatalogue.DEAD_LETTERS,
                        TopicCatalogue.CHECKPOINTS);
    }

    @Test
    void whoeverSendsSignalsMayNotGiveCommands() {
        assertThat(TopicCatalogue.named(TopicCatalogue.COMMANDS).writers())
                .isEqualTo(Set.of(TopicWriter.COMMAND_API))
                .doesNotContainAnyElementsOf(
                        TopicCatalogue.named(TopicCatalogue.SIGNALS).writers());
    }

    @Test
    void inputsAreStampedByTheBrokerAndOutputsByTheirWriter() {
        assertThat(TopicCatalogue.all())
                .filteredOn(topic -> topic.timestampType() == TimestampType.LOG_APPEND_TIME)
                .extracting(TopicSpec::name)
                .containsExactly(
                        TopicCatalogue.SIGNALS,
                        TopicCatalogue.COMMANDS,
                        TopicCatalogue.CHECKS,
                        TopicCatalogue.ACTIONS,
                        TopicCatalogue.TICKS);
    }

    @Test
    void settingsAreSpelledAsTheBrokerDoes() {
        assertThat(TopicCatalogue.named(TopicCatalogue.COMMANDS).configs())
                .isEqualTo(
                        Map.of(
                                "cleanup.policy", "delete",
                                "retention.ms", "7776000000",
                                "max.message.bytes", "2097152",
                                "message.timestamp.type", "LogAppendTime"));
    }

    @Test
    void subjectIsTheRecordsFullName() {
        assertThat(SchemaRegistration.subjectOf(SignalSnapshot.class))
                .isEqualTo("dev.kanit.wire.SignalSnapshot");
    }

    @Test
    void unknownNameIsRefused() {
        assertThatThrownBy(() -> TopicCatalogue.named("rollout.nothing"))
                .hasMessage("topic: rollout.nothing (expected: one of the catalogue)");
    }
}
