package dev.kanit.archiver.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.ledger.segment.Entry;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.ClockTick;
import dev.kanit.wire.RolloutAlert;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Which schemas travel with a rollout's records. */
final class SchemaTextsTest {

    private static final int TICKS = 4;
    private static final int OTHERS = 7;

    private final Map<Integer, Schema> registry =
            new HashMap<>(Map.of(TICKS, ClockTick.getClassSchema()));
    private final SchemaTexts texts = new SchemaTexts(id -> Optional.ofNullable(registry.get(id)));

    private final byte[] tick =
            RecordCodec.offline(ClockTick.class, registry)
                    .encode(
                            ClockTick.newBuilder()
                                    .setRolloutId("shop-7")
                                    .setAt(Instant.EPOCH)
                                    .setDeadline(Instant.EPOCH)
                                    .build());

    @Test
    void whatRecordsWereWrittenWithTravelsWithThem() {
        assertThat(texts.of(ticks(tick))).containsOnlyKeys(TICKS);
    }

    @Test
    void aPoisonRecordBringsNoSchemaOfAnotherType() {
        registry.put(OTHERS, RolloutAlert.getClassSchema());
        assertThat(texts.of(ticks(tick, naming(OTHERS)))).containsOnlyKeys(TICKS);
    }

    @Test
    void aPoisonRecordBringsNoSchemaThatDoesNotReadItsBytes() {
        byte[] poison = naming(TICKS);
        poison[5] = (byte) 0xff;
        assertThat(texts.of(ticks(poison))).isEmpty();
    }

    @Test
    void aSchemaThatIsRegisteredLaterChangesNothing() {
        Map<String, List<Entry.Kept>> records = ticks(tick, naming(OTHERS));
        var before = texts.of(records);
        registry.put(OTHERS, RolloutAlert.getClassSchema());
        registry.put(OTHERS + 1, ClockTick.getClassSchema());
        assertThat(texts.of(records)).isEqualTo(before).containsOnlyKeys(TICKS);
    }

    @Test
    void aTopicWithoutATypeHasNoSchemas() {
        assertThat(texts.of(Map.of(TopicCatalogue.DEAD_LETTERS, List.of(record(0, tick)))))
                .isEmpty();
    }

    private static byte[] naming(int id) {
        return ByteBuffer.allocate(8).put((byte) 0).putInt(id).array();
    }

    private static Map<String, List<Entry.Kept>> ticks(byte[]... values) {
        List<Entry.Kept> records = new java.util.ArrayList<>();
        for (byte[] value : values) {
            records.add(record(records.size(), value));
        }
        return Map.of(TopicCatalogue.TICKS, records);
    }

    private static Entry.Kept record(long offset, byte[] value) {
        return new Entry.Kept(
                offset,
                0,
                Entry.Bytes.of("shop-7".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                Entry.Bytes.of(value),
                List.of());
    }
}
