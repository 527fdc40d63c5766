package dev.kanit.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.schemas.MalformedRecordException.Reason;
import dev.kanit.wire.ClockTick;
import dev.kanit.wire.CommandKind;
import dev.kanit.wire.RolloutCommand;
import dev.kanit.wire.SignalReading;
import dev.kanit.wire.SignalSnapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RecordCodecTest {

    private static final int UNKNOWN_ID = 4_711;
    private static final SignalSnapshot SNAPSHOT =
            SignalSnapshot.newBuilder()
                    .setRolloutId("r-1")
                    .setProducer("collector/ışık")
                    .setSequence(7)
                    .setTakenAt(Instant.ofEpochMilli(1_700_000_000_000L))
                    .setReadings(
                            List.of(
                                    SignalReading.newBuilder()
                                            .setSignal("api_p95")
                                            .setCanary(181.5)
                                            .build()))
                    .build();

    private final AtomicLong nanos = new AtomicLong();
    private final StubRegistry registry;
    private final SchemaRegistryClient client;
    private final RecordCodec<SignalSnapshot> codec;

    RecordCodecTest() throws IOException {
        registry = WireRecords.registry();
        client = registry.client();
        codec =
                RecordCodec.open(
                        SignalSnapshot.class, client, new WriterSchemas(client, nanos::get));
    }

    @BeforeEach
    void recordIsReadable() {
        assertThat(codec.decode(codec.encode(SNAPSHOT))).isEqualTo(SNAPSHOT);
    }

    @AfterEach
    void close() {
        client.close();
        registry.close();
    }

    @Test
    void valueBeginsWithMagicAndWriterSchemaId() {
        byte[] value = codec.encode(SNAPSHOT);
        assertThat(value[0]).isZero();
        assertThat(RecordCodec.schemaIdOf(value))
                .isEqualTo(codec.writerSchemaId())
                .isEqualTo(WireRecords.idOf(SignalSnapshot.class));
    }

    @Test
    void emptyValueIsMalformed() {
        assertMalformed(new byte[0], Reason.EMPTY);
    }

    @Test
    void otherFirstByteIsMalformed() {
        byte[] value = codec.encode(SNAPSHOT);
        value[0] = 1;
        assertMalformed(value, Reason.WRONG_MAGIC);
    }

    @Test
    void valueCutOffAnywhereIsMalformed() {
        byte[] value = codec.encode(SNAPSHOT);
        for (int length = 1; length < value.length; length++) {
            assertMalformed(Arrays.copyOf(value, length), Reason.TRUNCATED);
        }
    }

    @Test
    void bytesAfterTheRecordAreMalformed() {
        byte[] value = codec.encode(SNAPSHOT);
        assertMalformed(Arrays.copyOf(value, value.length + 1), Reason.TRAILING_BYTES);
    }

    @Test
    void unknownSchemaIdIsMalformed() {
        assertMalformed(withId(UNKNOWN_ID), Reason.UNKNOWN_SCHEMA_ID);
    }

    @Test
    void recordOfAnotherTypeIsMalformed() {
        RecordCodec<ClockTick> ticks = RecordCodec.open(ClockTick.class, client);
        byte[] value =
                ticks.encode(
                        new ClockTick("r-1", Instant.ofEpochMilli(2), Instant.ofEpochMilli(1)));
        assertMalformed(value, Reason.WRONG_RECORD_TYPE);
    }

    @Test
    void valueBeyondTheLimitIsMalformed() {
        assertMalformed(new byte[WireFormat.MAX_VALUE_BYTES + 1], Reason.TOO_LARGE);
    }

    @Test
    void unionBranchThatDoesNotExistIsMalformed() {
        byte[] value = codec.encode(SNAPSHOT);
        // The last byte before the end of the readings is the branch of "absence".
        value[value.length - 2] = 9 << 1;
        assertMalformed(value, Reason.UNREADABLE);
    }

    @Test
    void hugeAnnouncedLengthAllocatesNothing() {
        byte[] value = Arrays.copyOf(codec.encode(SNAPSHOT), WireFormat.PREFIX_BYTES + 5);
        // Zigzag of Integer.MAX_VALUE - 1 as the length of rolloutId.
        byte[] length = {(byte) 0xFC, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};
        System.arraycopy(length, 0, value, WireFormat.PREFIX_BYTES, length.length);
        assertMalformed(value, Reason.TRUNCATED);
    }

    @Test
    void unknownIdIsAskedForAgainOnlyAfterAWhile() throws IOException {
        byte[] value = withId(UNKNOWN_ID);
        assertMalformed(value, Reason.UNKNOWN_SCHEMA_ID);
        WireRecords.addSchema(registry, UNKNOWN_ID, SignalSnapshot.getClassSchema());
        assertMalformed(value, Reason.UNKNOWN_SCHEMA_ID);

        nanos.addAndGet(WriterSchemas.UNKNOWN_FOR.toNanos());

        assertThat(codec.decode(value)).isEqualTo(SNAPSHOT);
    }

    @Test
    void ownSchemaIsNeverAskedForAndAnotherOnce() throws IOException {
        WireRecords.addSchema(registry, UNKNOWN_ID, SignalSnapshot.getClassSchema());
        codec.forAnotherThread().decode(codec.encode(SNAPSHOT));
        codec.decode(withId(UNKNOWN_ID));
        codec.forAnotherThread().decode(withId(UNKNOWN_ID));
        assertThat(registry.requests())
                .filteredOn(request -> request.startsWith("GET /schemas/ids/"))
                .hasSize(1);
    }

    @Test
    void failingRegistryIsNotAMalformedRecord() {
        registry.answering("GET /schemas/ids/" + UNKNOWN_ID, 500, "{}");
        assertThatThrownBy(() -> codec.decode(withId(UNKNOWN_ID)))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void fieldOfANewerWriterIsSkipped() throws IOException {
        Schema newer =
                SchemaBuilder.record("ClockTick")
                        .namespace("dev.kanit.wire")
                        .fields()
                        .requiredString("rolloutId")
                        .name("notes")
                        .type()
                        .array()
                        .items()
                        .stringType()
                        .noDefault()
                        .requiredLong("at")
                        .requiredLong("deadline")
                        .endRecord();
        WireRecords.addSchema(registry, UNKNOWN_ID, newer);
        // "r", one block of one note "n", at 4 ms, deadline 3 ms.
        byte[] body = {2, 'r', 2, 2, 'n', 0, 8, 6};
        byte[] value =
                ByteBuffer.allocate(WireFormat.PREFIX_BYTES + body.length)
                        .put(WireFormat.prefix(UNKNOWN_ID))
                        .put(body)
                        .array();
        assertThat(RecordCodec.open(ClockTick.class, client).decode(value))
                .isEqualTo(new ClockTick("r", Instant.ofEpochMilli(4), Instant.ofEpochMilli(3)));
    }

    @Test
    void recordWithoutARequiredFieldIsNotEncodedAndLeavesNothingBehind() {
        byte[] before = codec.encode(SNAPSHOT);
        assertThatThrownBy(() -> codec.encode(new SignalSnapshot()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SignalSnapshot cannot be encoded");
        assertThat(codec.encode(SNAPSHOT)).isEqualTo(before);
    }

    @Test
    void recordBeyondTheLimitIsNotEncoded() {
        RolloutCommand command =
                RolloutCommand.newBuilder()
                        .setRolloutId("r-1")
                        .setCommandId("c-1")
                        .setIssuedAt(Instant.EPOCH)
                        .setIssuedBy("nobody")
                        .setKind(CommandKind.START)
                        .setPlan("x".repeat(WireFormat.MAX_VALUE_BYTES))
                        .build();
        RecordCodec<RolloutCommand> commands = RecordCodec.open(RolloutCommand.class, client);
        assertThatThrownBy(() -> commands.encode(command))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(expected: <= 2097152)");
    }

    @Test
    void unregisteredSchemaFailsAtOpening() throws IOException {
        try (StubRegistry empty = new StubRegistry();
                SchemaRegistryClient nobody = empty.client()) {
            assertThatThrownBy(() -> RecordCodec.open(ClockTick.class, nobody))
                    .isInstanceOf(SchemaNotRegisteredException.class)
                    .hasMessageContaining("dev.kanit.wire.ClockTick");
        }
    }

    private void assertMalformed(byte[] value, Reason reason) {
        assertThatThrownBy(() -> codec.decode(value))
                .isInstanceOf(MalformedRecordException.class)
                .extracting("reason")
                .isEqualTo(reason);
    }

    private byte[] withId(int id) {
        return ByteBuffer.wrap(codec.encode(SNAPSHOT)).putInt(1, id).array();
    }
}
