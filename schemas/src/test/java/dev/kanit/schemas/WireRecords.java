package dev.kanit.schemas;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Codecs for tests, against a stub that knows every record class; ids count from 1. */
final class WireRecords {

    private WireRecords() {}

    static List<Class<? extends SpecificRecord>> all() {
        return TopicCatalogue.recordClasses();
    }

    static int idOf(Class<? extends SpecificRecord> type) {
        return all().indexOf(type) + 1;
    }

    static StubRegistry registry() throws IOException {
        StubRegistry registry = new StubRegistry();
        for (Class<? extends SpecificRecord> type : all()) {
            int id = idOf(type);
            registry.answering(
                    "POST /subjects/" + SchemaRegistration.subjectOf(type),
                    200,
                    "{\"id\":" + id + "}");
            addSchema(registry, id, SchemaRegistration.schemaOf(type));
        }
        return registry;
    }

    static void addSchema(StubRegistry registry, int id, Schema schema) throws IOException {
        registry.answering(
                "GET /schemas/ids/" + id,
                200,
                new ObjectMapper().writeValueAsString(Map.of("schema", SchemaText.of(schema))));
    }
}
