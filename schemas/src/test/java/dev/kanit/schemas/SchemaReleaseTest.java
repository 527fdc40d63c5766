package dev.kanit.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A step of the release, not of the build: {@code mvn -pl schemas test -Dtest=SchemaReleaseTest
 * -Dkanit.release=0.2.0} writes today's schemas down as those of 0.2.0. A release that is there
 * already is left alone.
 */
@EnabledIfSystemProperty(
        named = "kanit.release",
        matches = "[0-9]+[.][0-9]+[.][0-9]+",
        disabledReason = "no release is being made (-Dkanit.release=<version>)")
final class SchemaReleaseTest {

    @Test
    void todaysSchemasAreWrittenDown() throws IOException {
        Path release = ReleasedSchemas.ROOT.resolve(System.getProperty("kanit.release"));
        Files.createDirectories(release);
        for (Class<? extends SpecificRecord> type : WireRecords.all()) {
            Schema schema =
                    new Schema.Parser().parse(SchemaText.of(SchemaRegistration.schemaOf(type)));
            Path file = release.resolve(schema.getName() + ".avsc");
            Files.writeString(
                    file,
                    SchemaFormatter.format("json/pretty", schema) + "\n",
                    StandardOpenOption.CREATE_NEW);
            assertThat(file).isNotEmptyFile();
        }
    }
}
