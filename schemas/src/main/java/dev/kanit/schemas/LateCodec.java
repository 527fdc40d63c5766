package dev.kanit.schemas;

import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A codec that asks the registry when it is needed and not before, so that a service can start, and
 * say what it waits for, while the registry is away. Thread-safe; the codec it gives is not.
 */
public final class LateCodec<T extends SpecificRecord> {

    private final Class<T> type;
    private final SchemaRegistryClient registry;
    private @Nullable RecordCodec<T> opened;

    public LateCodec(Class<T> type, SchemaRegistryClient registry) {
        this.type = type;
        this.registry = registry;
    }

    /**
     * The codec; the registry is asked until it has answered once.
     *
     * @throws RegistryException as {@link RecordCodec#open} does; to be tried again
     */
    public synchronized RecordCodec<T> get() {
        RecordCodec<T> codec = opened;
        if (codec == null) {
            codec = RecordCodec.open(type, registry);
            opened = codec;
        }
        return codec;
    }
}
