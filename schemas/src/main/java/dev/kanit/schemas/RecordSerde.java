package dev.kanit.schemas;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * {@link RecordCodec} in Kafka's clothes. Thread-safe, since Kafka Streams shares one serde among
 * its threads: each thread gets a codec of its own.
 *
 * <p>A null value stays null. A malformed one is a {@link SerializationException} with the {@link
 * MalformedRecordException} as its cause, which Kafka's handlers turn into a dead letter; an
 * unreachable registry is a {@link RetriableException}, which they must not.
 */
public final class RecordSerde<T extends SpecificRecord> implements Serde<T> {

    private final ThreadLocal<RecordCodec<T>> codec;

    private RecordSerde(RecordCodec<T> first) {
        this.codec = ThreadLocal.withInitial(first::forAnotherThread);
    }

    /** A serde whose writer schema is looked up now; throws as {@link RecordCodec#open} does. */
    public static <T extends SpecificRecord> RecordSerde<T> open(
            Class<T> type, SchemaRegistryClient registry) {
        return new RecordSerde<>(RecordCodec.open(type, registry));
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka: a null record is a null value.
    public Serializer<T> serializer() {
        return (topic, record) -> record == null ? null : codec.get().encode(record);
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka: a null value is a null record.
    public Deserializer<T> deserializer() {
        return (topic, value) -> value == null ? null : decode(topic, value);
    }

    private T decode(String topic, byte[] value) {
        try {
            return codec.get().decode(value);
        } catch (MalformedRecordException malformed) {
            throw new SerializationException(topic + ": " + malformed.getMessage(), malformed);
        } catch (RegistryUnavailableException unavailable) {
            throw new UnreadableForNowException(topic, unavailable);
        }
    }

    /** The writer's schema could not be fetched; the same bytes may be read later. */
    public static final class UnreadableForNowException extends RetriableException {

        UnreadableForNowException(String topic, RegistryUnavailableException cause) {
            super(topic + ": " + cause.getMessage(), cause);
        }
    }
}
