package dev.kanit.schemas;

import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** The explicit step that makes the contracts known to a registry; services only look them up. */
public final class SchemaRegistration {

    /** Any released version reads any other: archives are replayed years later. */
    public static final CompatibilityLevel COMPATIBILITY = CompatibilityLevel.FULL_TRANSITIVE;

    private SchemaRegistration() {}

    /**
     * Registers the schema of every record class, after setting its subject to {@link
     * #COMPATIBILITY}. Doing it again changes nothing.
     *
     * @return schema id by subject
     * @throws SchemaRefusedException when a schema is not compatible with an earlier one
     * @throws RegistryUnavailableException when the registry could not be asked
     */
    public static Map<String, Integer> registerAll(SchemaRegistryClient registry) {
        Map<String, Integer> ids = new TreeMap<>();
        for (Class<? extends SpecificRecord> type : TopicCatalogue.recordClasses()) {
            String subject = subjectOf(type);
            registry.setCompatibility(subject, COMPATIBILITY);
            ids.put(subject, registry.register(subject, schemaOf(type)));
        }
        return ids;
    }

    /** Subject of a record class: its full Avro name, the same on every topic. */
    public static String subjectOf(Class<? extends SpecificRecord> type) {
        return schemaOf(type).getFullName();
    }

    /** The schema of a record class as registries have it. */
    public static Schema schemaOf(Class<? extends SpecificRecord> type) {
        return SpecificData.get().getSchema(type);
    }
}
