package dev.kanit.executor.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.embedded.EmbeddedKafka;
import dev.kanit.embedded.EmbeddedRegistry;
import dev.kanit.executor.ExecutorSettings;
import dev.kanit.executor.RollbackExecutor;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.channel.FakeReceiver;
import dev.kanit.executor.channel.PublishedFormats;
import dev.kanit.executor.run.Patience;
import dev.kanit.executor.telling.Channels;
import dev.kanit.executor.telling.NotifySettings;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.wire.AlertDelivery;
import dev.kanit.wire.DeliveryOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker is lost and comes back. */
final class OutboxOutageTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir private Path directory;

    @Test
    void whatWasToldDuringAnOutageIsRecordedAfterItAndToldOnceMoreAtMost() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 1);
                EmbeddedRegistry server = EmbeddedRegistry.start(kafka.bootstrapServers(), 0);
                SchemaRegistryClient registry = new SchemaRegistryClient(server.uri(), LIMIT);
                AlertLog log = new AlertLog(kafka.bootstrapServers(), registry, () -> {});
                FakeReceiver chat = PublishedFormats.slack();
                Channels channels =
                        new Channels(
                                NotifySettings.usual(_ -> chat.url(), ""), InstantSource.system());
                RollbackExecutor _ =
                        RollbackExecutor.start(
                                new ExecutorSettings(log.settings(), "one", Patience.USUAL),
                                registry,
                                Actuators.of(),
                                channels)) {
            chat.status = 503;
            log.started("outage", OutboxTest.plan(1));
            log.alert("outage", 2, "rollback", false);
            log.await("outage", one -> one.getOutcome() == DeliveryOutcome.FAILED);

            kafka.stopNode(0);
            chat.status = 0;
            chat.await(message -> message.body().contains("outage/rollback"));
            kafka.startNode(0);

            log.await("outage", one -> one.getOutcome() == DeliveryOutcome.DELIVERED);
            log.alert("outage", 3, "rollback", true);
            List<AlertDelivery> all = log.await("outage", AlertDelivery::getResolved);
            List<AlertDelivery> delivered =
                    all.stream()
                            .filter(one -> one.getOutcome() == DeliveryOutcome.DELIVERED)
                            .toList();
            assertThat(delivered)
                    .extracting(AlertDelivery::getAlertId)
                    .containsOnly("outage/2", "outage/3");
            // At least once: whoever loses the partition in the outage may tell it once more.
            assertThat(delivered).hasSizeBetween(2, 3);
            assertThat(chat.messages()).hasSameSizeAs(delivered);
        }
    }
}
