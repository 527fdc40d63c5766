package dev.kanit.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.wire.ClockTick;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RecordSerdeTest {

    private static final String TOPIC = TopicCatalogue.TICKS;

    private final StubRegistry registry = WireRecords.registry();
    private final SchemaRegistryClient client = registry.client();
    private final RecordSerde<ClockTick> serde = RecordSerde.open(ClockTick.class, client);

    RecordSerdeTest() throws IOException {}

    @AfterEach
    void close() {
        client.close();
        registry.close();
    }

    @Test
    void oneSerdeServesManyThreads() throws Exception {
        List<Future<List<ClockTick>>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int thread = 0; thread < 4; thread++) {
                List<ClockTick> ticks =
                        IntStream.range(thread * 5_000, (thread + 1) * 5_000)
                                .mapToObj(RecordSerdeTest::tick)
                                .toList();
                answers.add(threads.submit(() -> ticks.stream().map(this::thereAndBack).toList()));
            }
            for (int thread = 0; thread < 4; thread++) {
                assertThat(answers.get(thread).get())
                        .hasSize(5_000)
                        .first()
                        .isEqualTo(tick(thread * 5_000));
            }
        }
    }

    @Test
    void nullStaysNull() {
        assertThat(serde.serializer().serialize(TOPIC, null)).isNull();
        assertThat(serde.deserializer().deserialize(TOPIC, null)).isNull();
    }

    @Test
    void malformedValueSaysTopicAndReason() {
        assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, new byte[] {1}))
                .isInstanceOf(SerializationException.class)
                .hasMessage("rollout.ticks: first byte: 1 (expected: 0)")
                .hasCauseInstanceOf(MalformedRecordException.class);
    }

    @Test
    void unreachableRegistryIsRetriable() {
        registry.answering("GET /schemas/ids/99", 503, "");
        assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, WireFormat.prefix(99)))
                .isInstanceOf(RetriableException.class);
    }

    private ClockTick thereAndBack(ClockTick tick) {
        byte[] value = serde.serializer().serialize(TOPIC, tick);
        ClockTick read = serde.deserializer().deserialize(TOPIC, value);
        assertThat(read).isEqualTo(tick);
        return read;
    }

    private static ClockTick tick(int number) {
        return new ClockTick(
                "r-" + number, Instant.ofEpochMilli(number), Instant.ofEpochMilli(number));
    }
}
