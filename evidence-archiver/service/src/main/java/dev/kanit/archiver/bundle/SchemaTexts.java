package dev.kanit.archiver.bundle;

import dev.kanit.ledger.segment.Entry;
import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.schemas.SchemaNotRegisteredException;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.schemas.WireFormat;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** The schemas that records were written with, so that nobody needs a registry to read them. */
final class SchemaTexts {

    private final SchemaRegistryClient registry;

    SchemaTexts(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    /**
     * Every schema that the records name and the registry knows, by id.
     *
     * @throws dev.kanit.schemas.RegistryUnavailableException when the registry does not answer
     */
    SortedMap<Integer, Schema> of(Collection<Entry.Kept> records) {
        SortedMap<Integer, Schema> schemas = new TreeMap<>();
        for (Entry.Kept record : records) {
            Optional<Integer> id = idOf(record);
            if (id.isPresent() && !schemas.containsKey(id.get())) {
                try {
                    schemas.put(id.get(), registry.byId(id.get()));
                } catch (SchemaNotRegisteredException _) {
                    // A poison record names any number; its bytes are in the bundle all the same.
                }
            }
        }
        return schemas;
    }

    private static Optional<Integer> idOf(Entry.Kept record) {
        try {
            return record.value().map(value -> WireFormat.schemaIdOf(value.shared()));
        } catch (MalformedRecordException _) {
            return Optional.empty();
        }
    }
}
