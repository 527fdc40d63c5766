package dev.kanit.schemas;

import dev.kanit.schemas.MalformedRecordException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions.TimestampMillisConversion;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns records of one type into bytes of the {@linkplain WireFormat wire format} and back.
 *
 * <p>Not thread-safe: encoder, decoder and buffers are reused from one record to the next. Each
 * thread takes its own through {@link #forAnotherThread()}, which asks the registry nothing.
 */
public final class RecordCodec<T extends SpecificRecord> {

    private static final int USUAL_BYTES = 2_048;
    private static final int MAX_READERS = 100;

    private final Class<T> type;
    private final Schema schema;
    private final int writerSchemaId;
    private final SchemaSource writerSchemas;

    private final byte[] prefix;
    private final SpecificData model;
    private final SpecificDatumWriter<T> writer;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(USUAL_BYTES);
    private BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(buffer, null);

    private final SliceDecoder decoder = new SliceDecoder();
    private final Map<Integer, SpecificDatumReader<T>> readers = new HashMap<>();
    private int lastReaderId;
    private @Nullable SpecificDatumReader<T> lastReader;

    private RecordCodec(Class<T> type, int writerSchemaId, SchemaSource writerSchemas) {
        this.type = type;
        this.schema = SchemaRegistration.schemaOf(type);
        this.writerSchemaId = writerSchemaId;
        this.writerSchemas = writerSchemas;
        this.prefix = WireFormat.prefix(writerSchemaId);
        this.model = new SpecificData(type.getClassLoader());
        model.addLogicalTypeConversion(new TimestampMillisConversion());
        // Generated coders for the records within a record: no reflection per field.
        model.setCustomCoders(true);
        this.writer = new SpecificDatumWriter<>(schema, model);
    }

    /**
     * A codec whose writer schema is looked up now, so that a service with an unregistered schema
     * fails when it starts and not at its first record.
     *
     * @throws SchemaNotRegisteredException when the registry does not have this type's schema
     * @throws RegistryUnavailableException when the registry could not be asked
     */
    public static <T extends SpecificRecord> RecordCodec<T> open(
            Class<T> type, SchemaRegistryClient registry) {
        return open(type, registry, new WriterSchemas(registry, System::nanoTime));
    }

    static <T extends SpecificRecord> RecordCodec<T> open(
            Class<T> type, SchemaRegistryClient registry, WriterSchemas writerSchemas) {
        int id =
                registry.lookup(
                        SchemaRegistration.subjectOf(type), SchemaRegistration.schemaOf(type));
        // What this type is written with is known: only other versions' records need the registry.
        writerSchemas.know(id, SchemaRegistration.schemaOf(type));
        return new RecordCodec<>(type, id, writerSchemas);
    }

    /**
     * A codec that asks no registry: for records that were taken along with their schemas.
     *
     * @param schemas by the ids that stand in the records; if one of them is this type's schema of
     *     today, its id is written too, and else an id that none of them has
     */
    public static <T extends SpecificRecord> RecordCodec<T> offline(
            Class<T> type, Map<Integer, Schema> schemas) {
        String today = SchemaText.of(SchemaRegistration.schemaOf(type));
        Map<Integer, Schema> known = new HashMap<>(schemas);
        int id =
                schemas.entrySet().stream()
                        .filter(one -> SchemaText.of(one.getValue()).equals(today))
                        .mapToInt(Map.Entry::getKey)
                        .min()
                        .orElse(1 + schemas.keySet().stream().reduce(0, Math::max));
        known.putIfAbsent(id, SchemaRegistration.schemaOf(type));
        return new RecordCodec<>(
                type,
                id,
                wanted -> {
                    Schema schema = known.get(wanted);
                    if (schema == null) {
                        throw new MalformedRecordException(
                                Reason.UNKNOWN_SCHEMA_ID,
                                "schema id: "
                                        + wanted
                                        + " (expected: one of "
                                        + known.keySet()
                                        + ")");
                    }
                    return schema;
                });
    }

    /** A codec of the same type for one more thread; shares only what is thread-safe. */
    public RecordCodec<T> forAnotherThread() {
        return new RecordCodec<>(type, writerSchemaId, writerSchemas);
    }

    /** Id of the schema that {@link #encode} writes with. */
    public int writerSchemaId() {
        return writerSchemaId;
    }

    /** See {@link WireFormat#schemaIdOf}. */
    public static int schemaIdOf(byte[] value) {
        return WireFormat.schemaIdOf(value);
    }

    /**
     * The record as bytes, prefix first.
     *
     * @throws IllegalArgumentException when a field that must be set is null, or the value would
     *     have more than {@link WireFormat#MAX_VALUE_BYTES} bytes
     */
    public byte[] encode(T record) {
        buffer.reset();
        buffer.writeBytes(prefix);
        try {
            writer.write(record, encoder);
            encoder.flush();
        } catch (IOException | RuntimeException failed) {
            // What is left of the record in the old encoder must not precede the next one.
            encoder = EncoderFactory.get().binaryEncoder(buffer, null);
            throw new IllegalArgumentException(
                    type.getSimpleName() + " cannot be encoded: " + failed.getMessage(), failed);
        }
        if (buffer.size() > WireFormat.MAX_VALUE_BYTES) {
            throw new IllegalArgumentException(
                    "%s: %d bytes (expected: <= %d)"
                            .formatted(
                                    type.getSimpleName(),
                                    buffer.size(),
                                    WireFormat.MAX_VALUE_BYTES));
        }
        return buffer.toByteArray();
    }

    /**
     * The record in {@code value}.
     *
     * @throws MalformedRecordException when the bytes are no such record and never will be
     * @throws RegistryUnavailableException when the writer's schema could not be asked for; the
     *     same bytes may be read later
     */
    public T decode(byte[] value) {
        if (value.length > WireFormat.MAX_VALUE_BYTES) {
            throw new MalformedRecordException(
                    Reason.TOO_LARGE,
                    "value: %d bytes (expected: <= %d)"
                            .formatted(value.length, WireFormat.MAX_VALUE_BYTES));
        }
        SpecificDatumReader<T> reader = readerOf(WireFormat.schemaIdOf(value));
        decoder.reset(value, WireFormat.PREFIX_BYTES);
        T record = read(reader);
        if (decoder.remaining() > 0) {
            throw new MalformedRecordException(
                    Reason.TRAILING_BYTES,
                    "bytes after the record: " + decoder.remaining() + " (expected: 0)");
        }
        return record;
    }

    private T read(SpecificDatumReader<T> reader) {
        try {
            return reader.read(null, decoder);
        } catch (EOFException end) {
            throw new MalformedRecordException(
                    Reason.TRUNCATED, "the record is cut off: " + end.getMessage(), end);
        } catch (IOException | RuntimeException failed) {
            // Avro reports bytes that do not follow the schema in many ways, index errors included.
            throw new MalformedRecordException(
                    Reason.UNREADABLE,
                    type.getSimpleName() + " cannot be read: " + failed.getMessage(),
                    failed);
        }
    }

    private SpecificDatumReader<T> readerOf(int id) {
        SpecificDatumReader<T> last = lastReader;
        if (last != null && lastReaderId == id) {
            return last;
        }
        SpecificDatumReader<T> reader = readers.get(id);
        if (reader == null) {
            reader = newReader(id);
            if (readers.size() >= MAX_READERS) {
                readers.clear();
            }
            readers.put(id, reader);
        }
        lastReader = reader;
        lastReaderId = id;
        return reader;
    }

    private SpecificDatumReader<T> newReader(int id) {
        Schema written = writerSchemas.byId(id);
        if (!written.getFullName().equals(schema.getFullName())) {
            throw new MalformedRecordException(
                    Reason.WRONG_RECORD_TYPE,
                    "record type of schema %d: %s (expected: %s)"
                            .formatted(id, written.getFullName(), schema.getFullName()));
        }
        return new SpecificDatumReader<>(written, schema, model);
    }
}
