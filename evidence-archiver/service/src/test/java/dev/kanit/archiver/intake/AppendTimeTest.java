package dev.kanit.archiver.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** The clock of promise G2 starts at the append, as good as it is known. */
final class AppendTimeTest {

    private static final long SEEN_EMPTY = 1_000;
    private static final long NOW = 5_000;

    @Test
    void aBrokersTimeIsTaken() {
        assertThat(appended(TimestampType.LOG_APPEND_TIME, 700)).isEqualTo(700);
        assertThat(appended(TimestampType.LOG_APPEND_TIME, 9_000)).isEqualTo(NOW);
    }

    @Test
    void aProducersTimeIsTakenBetweenWhatIsKnown() {
        assertThat(appended(TimestampType.CREATE_TIME, 3_000)).isEqualTo(3_000);
        assertThat(appended(TimestampType.CREATE_TIME, 0)).isEqualTo(SEEN_EMPTY);
        assertThat(appended(TimestampType.CREATE_TIME, Long.MAX_VALUE)).isEqualTo(NOW);
        assertThat(appended(TimestampType.CREATE_TIME, -1)).isEqualTo(SEEN_EMPTY);
    }

    private static long appended(TimestampType type, long timestamp) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(
                        "t",
                        0,
                        0,
                        timestamp,
                        type,
                        0,
                        0,
                        new byte[0],
                        new byte[0],
                        new RecordHeaders(),
                        Optional.empty());
        return Reading.appendedMillis(record, SEEN_EMPTY, NOW);
    }
}
