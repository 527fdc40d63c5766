package dev.kanit.codec.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.schemas.TopicSpec;
import dev.kanit.wire.CommandKind;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** docs/asyncapi.yaml says what the catalogue, the schemas and the code say. */
final class AsyncApiTest {

    private static final Path DOCUMENT = Path.of("../../docs/asyncapi.yaml");

    private static Object document = Map.of();

    @BeforeAll
    static void read() throws IOException {
        document =
                Objects.requireNonNull(
                        new Load(LoadSettings.builder().build())
                                .loadFromString(Files.readString(DOCUMENT)));
    }

    static List<TopicSpec> topics() {
        return TopicCatalogue.all();
    }

    @Test
    void channelsAreTheTopicsOfTheCatalogueAndNoOthers() {
        assertThat(addresses().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        topics().stream().map(TopicSpec::name).toList());
    }

    @ParameterizedTest
    @MethodSource("topics")
    void channelHasItsTopicsSettingsWritersAndRecords(TopicSpec topic) {
        Object channel = Objects.requireNonNull(addresses().get(topic.name()));
        Object settings = at(channel, "bindings", "kafka", "topicConfiguration");

        assertThat(at(channel, "bindings", "kafka", "partitions"))
                .isEqualTo(TopicCatalogue.DEFAULT_PARTITIONS);
        assertThat(at(settings, "message.timestamp.type")).isEqualTo(topic.timestampType().name);
        assertThat(((Number) at(settings, "retention.ms")).longValue())
                .isEqualTo(topic.retention().toMillis());
        assertThat(at(settings, "max.message.bytes")).isEqualTo(topic.maxMessageBytes());
        assertThat((List<?>) at(channel, "x-writers"))
                .map(Object::toString)
                .containsExactlyInAnyOrderElementsOf(
                        topic.writers().stream().map(one -> one.principal()).toList());
        for (Class<? extends SpecificRecord> record : topic.records()) {
            String name = record.getSimpleName();
            assertThat(at(channel, "messages", name, "$ref"))
                    .isEqualTo("#/components/messages/" + name);
            assertThat(at(document, "components", "messages", name, "payload", "schema", "$ref"))
                    .isEqualTo("../schemas/src/main/avro/" + name + ".avsc");
            assertThat(Path.of("../../schemas/src/main/avro/" + name + ".avsc")).exists();
            assertThat(at(document, "components", "messages", name, "headers").toString())
                    .as("%s says its ce_type", name)
                    .containsPattern("ce_type=\\{const=dev\\.kanit\\.rollout\\.[a-z]+\\.v1}");
        }
    }

    @Test
    void kindsAndPhasesAreThoseOfTheCode() {
        assertThat(list("CommandKind"))
                .containsExactlyElementsOf(
                        Arrays.stream(CommandKind.values()).map(Enum::name).toList());
        assertThat(list("DecisionKind"))
                .containsExactlyElementsOf(
                        Arrays.stream(DecisionKind.values()).map(Enum::name).toList());
        String doc = RolloutDecision.getClassSchema().getField("phase").doc();
        assertThat(list("Phase"))
                .containsExactlyInAnyOrder(
                        doc.substring(doc.indexOf(": ") + 2, doc.length() - 1).split(", "));
    }

    private static List<String> list(String schema) {
        return ((List<?>) at(document, "components", "schemas", schema, "enum"))
                .stream().map(Object::toString).toList();
    }

    private static Map<String, Object> addresses() {
        Map<String, Object> channels = new TreeMap<>();
        ((Map<?, ?>) at(document, "channels"))
                .values()
                .forEach(
                        one ->
                                channels.put(
                                        at(Objects.requireNonNull(one), "address").toString(),
                                        one));
        return channels;
    }

    private static Object at(Object from, String... path) {
        Object found = from;
        for (String key : path) {
            found =
                    Objects.requireNonNull(
                            ((Map<?, ?>) found).get(key),
                            () -> String.join("/", path) + " is missing");
        }
        return found;
    }
}
