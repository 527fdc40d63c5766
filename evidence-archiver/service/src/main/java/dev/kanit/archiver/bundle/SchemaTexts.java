package dev.kanit.archiver.bundle;

import dev.kanit.ledger.segment.Entry;
import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.SchemaNotRegisteredException;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.schemas.WireFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * The schemas that records were written with, so that nobody needs a registry to read them. What a
 * poison record names is none of them: neither what the registry has under that number, nor what
 * somebody registers under it later, stands in a bundle.
 */
final class SchemaTexts {

    /** Numbers come from records, so anybody who may write one could have us ask for ever. */
    private static final int MAX_ASKED = 1_000;

    private final IntFunction<Optional<Schema>> registry;

    SchemaTexts(SchemaRegistryClient registry) {
        this(id -> asked(registry, id));
    }

    /**
     * @param registry gives the schema with an id; empty for an unknown one
     */
    SchemaTexts(IntFunction<Optional<Schema>> registry) {
        this.registry = registry;
    }

    /**
     * Every schema that one of the records, of the type that its topic carries, can be read with to
     * its last byte, by id.
     *
     * @param records by topic; topics that carry no type of ours have no schemas
     * @throws dev.kanit.schemas.RegistryUnavailableException when the registry does not answer
     */
    SortedMap<Integer, Schema> of(Map<String, List<Entry.Kept>> records) {
        SortedMap<Integer, Schema> schemas = new TreeMap<>();
        Map<Integer, Optional<Schema>> asked = new HashMap<>();
        // By topic and offset, so that the same records give the same schemas.
        for (var topic : new TreeMap<>(records).entrySet()) {
            for (Class<? extends SpecificRecord> type :
                    TopicCatalogue.named(topic.getKey()).records()) {
                for (Entry.Kept record : topic.getValue()) {
                    record.value().ifPresent(value -> add(value.shared(), type, asked, schemas));
                }
            }
        }
        return schemas;
    }

    private void add(
            byte[] value,
            Class<? extends SpecificRecord> type,
            Map<Integer, Optional<Schema>> asked,
            SortedMap<Integer, Schema> schemas) {
        try {
            int id = WireFormat.schemaIdOf(value);
            if (schemas.containsKey(id)) {
                return;
            }
            if (!asked.containsKey(id) && asked.size() < MAX_ASKED) {
                asked.put(id, registry.apply(id));
            }
            Optional<Schema> schema = asked.getOrDefault(id, Optional.empty());
            if (schema.isPresent()) {
                SpecificRecord _ =
                        RecordCodec.offline(type, Map.of(id, schema.get())).decode(value);
                schemas.put(id, schema.get());
            }
        } catch (MalformedRecordException _) {
            // Poison; its bytes are in the bundle all the same.
        }
    }

    private static Optional<Schema> asked(SchemaRegistryClient registry, int id) {
        try {
            return Optional.of(registry.byId(id));
        } catch (SchemaNotRegisteredException _) {
            return Optional.empty();
        }
    }
}
