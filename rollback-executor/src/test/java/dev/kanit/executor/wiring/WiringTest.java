package dev.kanit.executor.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.embedded.testing.TestCluster;
import dev.kanit.schemas.SchemaRegistration;
import dev.kanit.schemas.TopicAdministration;
import io.micronaut.context.ApplicationContext;
import io.micronaut.management.health.indicator.HealthIndicator;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

final class WiringTest {

    @Test
    void theExecutorStartsWithTheApplicationAndTellsItsHealth() {
        try (TestCluster cluster = TestCluster.start()) {
            try (Admin admin =
                    Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
                TopicAdministration.ensureTopics(admin, 1, (short) 1);
            }
            SchemaRegistration.registerAll(cluster.registry());
            try (ApplicationContext context =
                    ApplicationContext.run(
                            Map.of(
                                    "kanit.kafka.bootstrap-servers", cluster.bootstrapServers(),
                                    "kanit.registry.url", cluster.registryUri().toString()))) {
                assertThat(context.containsBean(RunningExecutor.class)).isTrue();
                assertThat(context.getBeansOfType(HealthIndicator.class))
                        .hasAtLeastOneElementOfType(ExecutorHealthIndicator.class);
            }
        }
    }

    @Test
    void theExecutorCanBeSwitchedOff() {
        try (ApplicationContext context =
                ApplicationContext.run(
                        Map.of(
                                "kanit.executor.enabled", "false",
                                "kanit.kafka.bootstrap-servers", "127.0.0.1:1",
                                "kanit.registry.url", "http://127.0.0.1:1"))) {
            assertThat(context.containsBean(RunningExecutor.class)).isFalse();
        }
    }
}
