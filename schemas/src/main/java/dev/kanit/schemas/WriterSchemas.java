package dev.kanit.schemas;

import dev.kanit.schemas.MalformedRecordException.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The schemas that records were written with, by id. Thread-safe.
 *
 * <p>An id never changes its schema, so a known one is kept. An unknown one is remembered for a
 * while only: a poisoned partition must not ask the registry once per record, and a schema that is
 * registered later must be found.
 */
final class WriterSchemas implements SchemaSource {

    static final Duration UNKNOWN_FOR = Duration.ofSeconds(10);
    private static final int MAX_REMEMBERED = 1_000;

    private final SchemaRegistryClient registry;
    private final LongSupplier nanoClock;
    private final Map<Integer, Schema> known = new ConcurrentHashMap<>();
    private final Map<Integer, Long> unknownSince = new ConcurrentHashMap<>();

    WriterSchemas(SchemaRegistryClient registry, LongSupplier nanoClock) {
        this.registry = registry;
        this.nanoClock = nanoClock;
    }

    /**
     * The schema with this id.
     *
     * @throws MalformedRecordException when the registry does not know the id
     * @throws RegistryUnavailableException when it could not be asked
     */
    @Override
    public Schema byId(int id) {
        Schema schema = known.get(id);
        return schema != null ? schema : ask(id);
    }

    /** The registry has said that {@code schema} has this id. */
    void know(int id, Schema schema) {
        forgetIfFull(known);
        known.put(id, schema);
    }

    private Schema ask(int id) {
        if (isUnknown(unknownSince.get(id))) {
            throw unknown(id, null);
        }
        try {
            Schema schema = registry.byId(id);
            forgetIfFull(known);
            known.put(id, schema);
            return schema;
        } catch (SchemaNotRegisteredException notThere) {
            forgetIfFull(unknownSince);
            unknownSince.put(id, nanoClock.getAsLong());
            throw unknown(id, notThere);
        }
    }

    private boolean isUnknown(@Nullable Long sinceNanos) {
        return sinceNanos != null && nanoClock.getAsLong() - sinceNanos < UNKNOWN_FOR.toNanos();
    }

    /** Ids come from records, so anybody who may write one could fill the memory. */
    private static void forgetIfFull(Map<Integer, ?> map) {
        if (map.size() >= MAX_REMEMBERED) {
            map.clear();
        }
    }

    private static MalformedRecordException unknown(int id, @Nullable Throwable cause) {
        return new MalformedRecordException(
                Reason.UNKNOWN_SCHEMA_ID,
                "schema id: " + id + " (expected: one that the registry knows)",
                cause);
    }
}
