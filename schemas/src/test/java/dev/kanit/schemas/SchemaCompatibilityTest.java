package dev.kanit.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.wire.ClockTick;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SchemaCompatibilityTest {

    private static final Schema RELEASED = ClockTick.getClassSchema();
    private static final Schema LONG = Schema.create(Schema.Type.LONG);

    static List<Class<? extends SpecificRecord>> types() {
        return WireRecords.all();
    }

    @ParameterizedTest
    @MethodSource("types")
    void todaysSchemaReadsAndIsReadByEveryRelease(Class<? extends SpecificRecord> type)
            throws IOException {
        Schema today = SchemaRegistration.schemaOf(type);
        List<Schema> released = ReleasedSchemas.of(today.getName());
        assertThat(released).as("released schemas of " + today.getName()).isNotEmpty();
        assertThat(SchemaRegistration.COMPATIBILITY.violations(today, released)).isEmpty();
    }

    @Test
    void fieldRemovedWithoutADefaultIsNoticed() {
        assertThat(fullViolations(withFields(RELEASED.getFields().subList(0, 2))))
                .singleElement()
                .asString()
                .startsWith("read by version 1: READER_FIELD_MISSING_DEFAULT_VALUE")
                .contains("deadline");
    }

    @Test
    void newFieldWithoutADefaultIsNoticed() {
        assertThat(fullViolations(withNewField(new Field("zone", LONG))))
                .singleElement()
                .asString()
                .startsWith("reading version 1: READER_FIELD_MISSING_DEFAULT_VALUE")
                .contains("zone");
    }

    @Test
    void newFieldWithADefaultIsAllowed() {
        assertThat(fullViolations(withNewField(new Field("zone", LONG, null, 0L)))).isEmpty();
    }

    @Test
    void fieldOfAnotherTypeIsNoticedInBothDirections() {
        List<Field> fields = new ArrayList<>(RELEASED.getFields().subList(0, 2));
        fields.add(new Field("deadline", Schema.create(Schema.Type.STRING)));
        assertThat(fullViolations(withFields(fields)))
                .hasSize(2)
                .allMatch(violation -> violation.contains("TYPE_MISMATCH"));
    }

    @Test
    void backwardIgnoresWhatOlderReadersCannotRead() {
        Schema shorter = withFields(RELEASED.getFields().subList(0, 2));
        assertThat(CompatibilityLevel.BACKWARD.violations(shorter, List.of(RELEASED))).isEmpty();
        assertThat(CompatibilityLevel.FORWARD.violations(shorter, List.of(RELEASED))).isNotEmpty();
        assertThat(CompatibilityLevel.NONE.violations(shorter, List.of(RELEASED))).isEmpty();
    }

    @Test
    void onlyTransitiveLevelsLookBeyondTheNewest() {
        Schema incompatible = withNewField(new Field("zone", LONG));
        List<Schema> earlier = List.of(RELEASED, incompatible);
        assertThat(CompatibilityLevel.FULL.violations(incompatible, earlier)).isEmpty();
        assertThat(CompatibilityLevel.FULL_TRANSITIVE.violations(incompatible, earlier))
                .isNotEmpty();
    }

    private static List<String> fullViolations(Schema candidate) {
        return SchemaRegistration.COMPATIBILITY.violations(candidate, List.of(RELEASED));
    }

    private static Schema withNewField(Field field) {
        List<Field> fields = new ArrayList<>(RELEASED.getFields());
        fields.add(field);
        return withFields(fields);
    }

    private static Schema withFields(List<Field> fields) {
        List<Field> copies =
                fields.stream().map(field -> new Field(field, field.schema())).toList();
        return Schema.createRecord(
                RELEASED.getName(), null, RELEASED.getNamespace(), false, copies);
    }
}
