package dev.kanit.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random records of each type, written by Avro's own generic writer and read by ours. */
final class RoundTripTest {

    private static final int RECORDS = 200;
    private static final long SEED = 42;

    static List<Class<? extends SpecificRecord>> types() {
        return WireRecords.all();
    }

    @ParameterizedTest
    @MethodSource("types")
    <T extends SpecificRecord> void whatAvroWroteIsReadAndWrittenTheSame(Class<T> type)
            throws IOException {
        try (StubRegistry registry = WireRecords.registry();
                SchemaRegistryClient client = registry.client()) {
            RecordCodec<T> codec = RecordCodec.open(type, client);
            Schema schema = SchemaRegistration.schemaOf(type);
            for (Object random : new RandomData(schema, RECORDS, SEED)) {
                byte[] value = generic(schema, random, codec.writerSchemaId());
                T record = codec.decode(value);
                assertThat(codec.encode(record)).as("seed %d", SEED).hasSameSizeAs(value);
                assertThat(codec.decode(codec.encode(record))).isEqualTo(record);
            }
        }
    }

    private static byte[] generic(Schema schema, Object record, int id) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(WireFormat.prefix(id));
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(schema).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
