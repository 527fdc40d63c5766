package dev.kanit.collector.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.collector.check.run.CheckAccess;
import dev.kanit.embedded.testing.RegistryDoor;
import dev.kanit.embedded.testing.TestCluster;
import dev.kanit.schemas.SchemaRegistration;
import dev.kanit.schemas.TopicAdministration;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/** Conformance 18. */
final class RegistryAwayTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void collectorWaitsForTheRegistryAndSaysSo() {
        try (TestCluster cluster = TestCluster.start();
                RegistryDoor door = RegistryDoor.before(cluster.registryUri())) {
            try (Admin admin =
                    Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
                TopicAdministration.ensureTopics(admin, 1, (short) 1);
            }
            SchemaRegistration.registerAll(cluster.registry());
            try (SignalCollector collector =
                    SignalCollector.start(
                            new SignalCollectorConfig(
                                    Map.of("bootstrap.servers", cluster.bootstrapServers()),
                                    door.uri(),
                                    SignalCollectorConfig.DEFAULT_GROUP,
                                    "test",
                                    Map.of(),
                                    plan -> {
                                        throw new IllegalArgumentException(plan);
                                    },
                                    CheckAccess.of(new TreeMap<>())))) {
                await(
                        () ->
                                collector
                                        .trouble()
                                        .filter(why -> why.contains(door.uri() + " did not answer"))
                                        .isPresent());
                assertThat(collector.isHealthy()).isFalse();

                door.open();

                await(collector::isHealthy);
            }
        }
    }

    private static void await(BooleanSupplier holds) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
