package dev.kanit.codec.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.codec.record.SnapshotReader.SignalNames;
import dev.kanit.decision.measure.Snapshot;
import dev.kanit.decision.measure.Track;
import dev.kanit.decision.rollout.Plans;
import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.wire.Absence;
import dev.kanit.wire.SignalReading;
import dev.kanit.wire.SignalSnapshot;
import dev.kanit.wire.TrackReadings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hand-written decoder reads what Avro's reads, and refuses what Avro's refuses. */
final class SnapshotReaderTest {

    private static final String ROLLOUT = "shop-1";
    private static final List<String> SIGNALS =
            List.of("latency", "errors", "score", "csp", "traffic", "memory", "unheard-of", "ü");
    private static final List<Absence> ABSENCES = List.of(Absence.values());
    private static final TestRegistry REGISTRY = new TestRegistry();

    private final SignalNames names = new SignalNames(Plans.small().layout());
    private final RecordCodec<SignalSnapshot> codec = REGISTRY.snapshots();
    private final SnapshotReader reader = new SnapshotReader(codec);

    @AfterAll
    static void close() {
        REGISTRY.close();
    }

    /** The reader's source names fields by their order alone. */
    @Test
    void fieldOrderOfTheSchemaIsTheOneThatTheReaderFollows() {
        Schema schema = SignalSnapshot.SCHEMA$;
        assertThat(schema.getFields().stream().map(Schema.Field::name))
                .containsExactly("rolloutId", "producer", "sequence", "takenAt", "readings");
        Schema reading = schema.getField("readings").schema().getElementType();
        assertThat(reading.getFields().stream().map(Schema.Field::name))
                .containsExactly(
                        "signal",
                        "canary",
                        "baseline",
                        "samples",
                        "ageMillis",
                        "absence",
                        "tracks");
        for (String optional : List.of("canary", "baseline", "samples", "absence", "tracks")) {
            assertThat(reading.getField(optional).schema().getTypes().getFirst().getType())
                    .as("%s: null comes first", optional)
                    .isEqualTo(Schema.Type.NULL);
        }
        assertThat(reading.getField("absence").schema().getTypes().get(1).getEnumSymbols())
                .containsExactly("NO_DATA", "PROVIDER_DOWN", "NOT_A_NUMBER", "TIMED_OUT");
        Schema tracks = reading.getField("tracks").schema().getTypes().get(1);
        assertThat(tracks.getFields().stream().map(Schema.Field::name))
                .containsExactly(
                        "canary",
                        "baseline",
                        "halfA",
                        "halfB",
                        "canaryTotal",
                        "baselineTotal",
                        "halfATotal",
                        "halfBTotal");
        assertThat(tracks.getFields())
                .allSatisfy(
                        field ->
                                assertThat(field.schema().getTypes().stream().map(Schema::getType))
                                        .containsExactly(Schema.Type.NULL, Schema.Type.DOUBLE));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readsRandomSnapshotsAsTheCodecDoes(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 400; run++) {
            byte[] bytes = codec.encode(snapshot(random));
            assertThat(text(reader.read(bytes, ROLLOUT, names)))
                    .isEqualTo(text(reader.read(reencoded(bytes), ROLLOUT, names)));
        }
    }

    /** Golden: what one reading becomes. */
    @Test
    void readsEachFieldIntoItsPlace() {
        SignalReading known = reading("errors", 0.25, 0.5, 40L, 1500, null);
        SignalReading gap = reading("latency", null, 7.0, null, 0, Absence.TIMED_OUT);
        Snapshot read = reader.read(codec.encode(of(known, gap)), ROLLOUT, names);
        assertThat(read.takenAtMillis()).isEqualTo(1_700_000_000_123L);
        assertThat(read.canary(Plans.ERRORS)).isEqualTo(0.25);
        assertThat(read.baseline(Plans.ERRORS)).isEqualTo(0.5);
        assertThat(read.samples(Plans.ERRORS)).isEqualTo(40);
        assertThat(read.ageMillis(Plans.ERRORS)).isEqualTo(1500);
        assertThat(read.absence(Plans.LATENCY).name()).isEqualTo("TIMED_OUT");
        assertThat(read.baseline(Plans.LATENCY)).isEqualTo(7);
        assertThat(read.absence(Plans.MEMORY).name()).as("not sent").isEqualTo("NO_DATA");
    }

    @Test
    void bothPathsReadEachTrackIntoItsPlace() {
        SignalReading compared = reading("errors", 0.25, 0.5, 40L, 0, null);
        compared.setTracks(
                TrackReadings.newBuilder()
                        .setCanary(1.0)
                        .setBaseline(2.0)
                        .setHalfA(3.0)
                        .setHalfB(null)
                        .setCanaryTotal(10.0)
                        .setBaselineTotal(20.0)
                        .setHalfATotal(null)
                        .setHalfBTotal(40.0)
                        .build());
        SignalReading plain = reading("latency", 5.0, null, null, 0, null);
        byte[] ours = codec.encode(of(compared, plain));

        for (byte[] bytes : List.of(ours, reencoded(ours))) {
            Snapshot read = reader.read(bytes, ROLLOUT, names);
            assertThat(Arrays.stream(Track.values()).map(one -> read.tracked(Plans.ERRORS, one)))
                    .containsExactly(1.0, 2.0, 3.0, Double.NaN);
            assertThat(
                            Arrays.stream(Track.values())
                                    .map(one -> read.trackedTotal(Plans.ERRORS, one)))
                    .containsExactly(10.0, 20.0, Double.NaN, 40.0);
            assertThat(read.tracked(Plans.LATENCY, Track.CANARY)).isNaN();
        }
    }

    @Test
    void snapshotWithoutAnyTrackHasNoRoomForThem() {
        byte[] bytes = codec.encode(of(reading("latency", 5.0, null, null, 0, null)));

        assertThat(reader.read(bytes, ROLLOUT, names).hasTracks()).isFalse();
        assertThat(reader.read(reencoded(bytes), ROLLOUT, names).hasTracks()).isFalse();
    }

    @Test
    void signalsThatThePlanDoesNotKnowArePassedOver() {
        SignalReading foreign = reading("unheard-of", 1.0, null, null, 0, null);
        SignalReading own = reading("memory", 5.0, null, null, 0, null);
        Snapshot read = reader.read(codec.encode(of(foreign, own)), ROLLOUT, names);
        assertThat(read.canary(Plans.MEMORY)).isEqualTo(5);
        assertThat(read.canary(Plans.LATENCY)).isNaN();
    }

    @Test
    void snapshotOfAnotherRolloutIsRefused() {
        byte[] bytes = codec.encode(of());
        assertThatThrownBy(() -> reader.read(bytes, "shop-2", names))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("rolloutId: shop-1 (expected: the record's key, shop-2)");
    }

    @Test
    void moreReadingsThanAnyPlanHasAreRefused() {
        for (int count : new int[] {256, 257}) {
            SignalReading[] many = new SignalReading[count];
            Arrays.fill(many, reading("latency", 1.0, null, null, 0, null));
            byte[] ours = codec.encode(of(many));
            for (byte[] bytes : List.of(ours, reencoded(ours))) {
                if (count == 256) {
                    assertThat(reader.read(bytes, ROLLOUT, names).canary(0)).isEqualTo(1);
                } else {
                    assertThatThrownBy(() -> reader.read(bytes, ROLLOUT, names))
                            .isInstanceOf(MalformedRecordException.class)
                            .hasMessageContaining("more than 256");
                }
            }
        }
    }

    @Test
    void everyTruncationIsMalformed() {
        byte[] bytes = codec.encode(snapshot(new Random(42)));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> reader.read(cut, ROLLOUT, names))
                    .as("%s bytes of %s", length, bytes.length)
                    .isInstanceOf(MalformedRecordException.class)
                    .extracting("reason")
                    .isEqualTo(
                            length == 0
                                    ? MalformedRecordException.Reason.EMPTY
                                    : MalformedRecordException.Reason.TRUNCATED);
        }
    }

    @Test
    void bytesAfterTheRecordAreMalformed() {
        byte[] bytes = codec.encode(snapshot(new Random(42)));
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> reader.read(longer, ROLLOUT, names))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("bytes after the record: 1 (expected: 0)");
    }

    /** A flipped bit is read alike by both readers, or refused by both. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void flippedBitIsReadAsTheCodecReadsItOrRefusedByBoth(long seed) {
        byte[] bytes = codec.encode(snapshot(new Random(seed)));
        for (int bit = 5 * 8; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(outcome(flipped)).as("bit %s", bit).isEqualTo(outcomeByCodec(flipped));
        }
    }

    @Test
    void flippedBitInThePrefixIsMalformed() {
        byte[] bytes = codec.encode(of());
        for (int bit = 0; bit < 5 * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> reader.read(flipped, ROLLOUT, names))
                    .isInstanceOf(MalformedRecordException.class);
        }
    }

    @Test
    void valueOfTenMegabytesIsTooLarge() {
        byte[] bytes = codec.encode(of());
        assertThatThrownBy(() -> reader.read(Arrays.copyOf(bytes, 10 << 20), ROLLOUT, names))
                .isInstanceOfSatisfying(
                        MalformedRecordException.class,
                        malformed ->
                                assertThat(malformed.reason())
                                        .isEqualTo(MalformedRecordException.Reason.TOO_LARGE));
    }

    private Optional<String> outcome(byte[] bytes) {
        try {
            return Optional.of(text(reader.read(bytes, ROLLOUT, names)));
        } catch (MalformedRecordException _) {
            return Optional.empty();
        }
    }

    private Optional<String> outcomeByCodec(byte[] bytes) {
        try {
            return Optional.of(text(reader.read(reencoded(bytes), ROLLOUT, names)));
        } catch (MalformedRecordException _) {
            return Optional.empty();
        }
    }

    /** The same record in another writer's schema, which takes Avro's resolving reader. */
    private byte[] reencoded(byte[] ours) {
        SignalSnapshot record = codec.decode(ours);
        GenericRecord other = new GenericData.Record(TestRegistry.OTHER_SCHEMA);
        other.put("site", "istanbul");
        other.put("rolloutId", record.getRolloutId());
        other.put("producer", record.getProducer());
        other.put("sequence", record.getSequence());
        other.put("takenAt", record.getTakenAt().toEpochMilli());
        other.put("readings", record.getReadings().stream().map(this::generic).toList());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(TestRegistry.OTHER).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(TestRegistry.OTHER_SCHEMA).write(other, encoder);
            encoder.flush();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return out.toByteArray();
    }

    private GenericRecord generic(SignalReading reading) {
        Schema schema = TestRegistry.OTHER_SCHEMA.getField("readings").schema().getElementType();
        GenericRecord record = new GenericData.Record(schema);
        record.put("signal", reading.getSignal());
        record.put("canary", reading.getCanary());
        record.put("baseline", reading.getBaseline());
        record.put("samples", reading.getSamples());
        record.put("ageMillis", reading.getAgeMillis());
        Schema absence = schema.getField("absence").schema().getTypes().get(1);
        record.put(
                "absence",
                reading.getAbsence() == null
                        ? null
                        : new GenericData.EnumSymbol(absence, reading.getAbsence().name()));
        record.put("tracks", reading.getTracks());
        return record;
    }

    private static SignalSnapshot snapshot(Random random) {
        List<SignalReading> readings = new ArrayList<>();
        int count = random.nextInt(12);
        for (int index = 0; index < count; index++) {
            boolean present = random.nextInt(4) > 0;
            SignalReading reading =
                    reading(
                            SIGNALS.get(random.nextInt(SIGNALS.size())),
                            present ? value(random) : null,
                            random.nextBoolean() ? value(random) : null,
                            random.nextBoolean() ? random.nextLong(10_000) : null,
                            random.nextInt(100_000),
                            present || random.nextInt(4) == 0
                                    ? null
                                    : ABSENCES.get(random.nextInt(4)));
            reading.setTracks(random.nextBoolean() ? tracks(random) : null);
            readings.add(reading);
        }
        return of(readings.toArray(SignalReading[]::new));
    }

    private static TrackReadings tracks(Random random) {
        TrackReadings tracks = new TrackReadings();
        for (int field = 0; field < TrackReadings.SCHEMA$.getFields().size(); field++) {
            tracks.put(field, random.nextBoolean() ? (Object) value(random) : null);
        }
        return tracks;
    }

    private static double value(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> Double.NaN;
            case 1 -> Double.NEGATIVE_INFINITY;
            case 2 -> -random.nextDouble();
            default -> random.nextDouble() * 1e6;
        };
    }

    private static SignalReading reading(
            String signal,
            @Nullable Double canary,
            @Nullable Double baseline,
            @Nullable Long samples,
            int ageMillis,
            @Nullable Absence absence) {
        return SignalReading.newBuilder()
                .setSignal(signal)
                .setCanary(canary)
                .setBaseline(baseline)
                .setSamples(samples)
                .setAgeMillis(ageMillis)
                .setAbsence(absence)
                .build();
    }

    private static SignalSnapshot of(SignalReading... readings) {
        return SignalSnapshot.newBuilder()
                .setRolloutId(ROLLOUT)
                .setProducer("collector/1")
                .setSequence(12)
                .setTakenAt(Instant.ofEpochMilli(1_700_000_000_123L))
                .setReadings(List.of(readings))
                .build();
    }

    private static String text(Snapshot snapshot) {
        StringBuilder text = new StringBuilder().append(snapshot.takenAtMillis());
        for (int signal = 0; signal < snapshot.size(); signal++) {
            text.append(' ')
                    .append(snapshot.canary(signal))
                    .append('/')
                    .append(snapshot.baseline(signal))
                    .append('/')
                    .append(snapshot.samples(signal))
                    .append('/')
                    .append(snapshot.ageMillis(signal))
                    .append('/')
                    .append(snapshot.absence(signal));
            for (Track track : Track.values()) {
                text.append('/')
                        .append(snapshot.tracked(signal, track))
                        .append('/')
                        .append(snapshot.trackedTotal(signal, track));
            }
        }
        return text.toString();
    }
}
