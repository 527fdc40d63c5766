package dev.kanit.embedded.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.schemas.RecordSerde;
import dev.kanit.schemas.SchemaRegistration;
import dev.kanit.schemas.TopicAdministration;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.ClockTick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

final class TestClusterTest {

    @Test
    void recordsComeBackAsTheyWereSent() throws Exception {
        ClockTick tick = new ClockTick("r-1", Instant.ofEpochMilli(2), Instant.ofEpochMilli(1));
        try (TestCluster cluster = TestCluster.start()) {
            Map<String, Object> servers =
                    Map.of(
                            "bootstrap.servers", cluster.bootstrapServers(),
                            "group.id", "test",
                            "auto.offset.reset", "earliest");
            try (Admin admin = Admin.create(servers)) {
                TopicAdministration.ensureTopics(admin, 4, (short) 1);
            }
            SchemaRegistration.registerAll(cluster.registry());
            RecordSerde<ClockTick> serde = RecordSerde.open(ClockTick.class, cluster.registry());
            try (var producer =
                    new KafkaProducer<>(servers, new StringSerializer(), serde.serializer())) {
                producer.send(new ProducerRecord<>(TopicCatalogue.TICKS, "r-1", tick))
                        .get(20, TimeUnit.SECONDS);
            }
            List<ClockTick> read = new ArrayList<>();
            try (var consumer =
                    new KafkaConsumer<>(servers, new StringDeserializer(), serde.deserializer())) {
                consumer.subscribe(List.of(TopicCatalogue.TICKS));
                long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
                while (read.isEmpty() && System.nanoTime() < deadline) {
                    consumer.poll(Duration.ofMillis(100)).forEach(found -> read.add(found.value()));
                }
            }
            assertThat(read).containsExactly(tick);
        }
    }
}
