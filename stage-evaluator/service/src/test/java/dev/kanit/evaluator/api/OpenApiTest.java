package dev.kanit.evaluator.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.evaluator.query.RolloutView;
import dev.kanit.wire.CommandKind;
import dev.kanit.wire.RolloutDecision;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** docs/openapi/stage-evaluator.yaml names the commands, phases and fields that there are. */
final class OpenApiTest {

    private static Object document = Map.of();

    @BeforeAll
    static void read() throws IOException {
        document =
                Objects.requireNonNull(
                        new Load(LoadSettings.builder().build())
                                .loadFromString(
                                        Files.readString(
                                                Path.of(
                                                        "../../docs/openapi/stage-evaluator.yaml"))));
    }

    @Test
    void commandsAreAllThatMayBeSentToARollout() {
        assertThat(texts(at("Command", "properties", "kind", "enum")))
                .containsExactlyElementsOf(
                        Arrays.stream(CommandKind.values())
                                .filter(kind -> kind != CommandKind.START)
                                .map(Enum::name)
                                .toList());
    }

    @Test
    void phasesAreThoseOfDecisions() {
        String doc = RolloutDecision.getClassSchema().getField("phase").doc();
        assertThat(texts(at("Phase", "enum")))
                .containsExactlyInAnyOrder(
                        doc.substring(doc.indexOf(": ") + 2, doc.length() - 1).split(", "));
    }

    @Test
    void rolloutHasTheFieldsOfItsViewAndEachIsAlwaysThere() {
        List<String> fields =
                Arrays.stream(RolloutView.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList();
        assertThat(((Map<?, ?>) at("Rollout", "properties")).keySet())
                .map(Object::toString)
                .containsExactlyInAnyOrderElementsOf(fields);
        assertThat(texts(at("Rollout", "required"))).containsExactlyInAnyOrderElementsOf(fields);
    }

    private static List<String> texts(Object list) {
        return ((List<?>) list).stream().map(Object::toString).toList();
    }

    private static Object at(String schema, String... path) {
        Object found = document;
        for (String key : List.of("components", "schemas", schema)) {
            found = inner(found, key);
        }
        for (String key : path) {
            found = inner(found, key);
        }
        return found;
    }

    private static Object inner(Object from, String key) {
        return Objects.requireNonNull(((Map<?, ?>) from).get(key), key + " is missing");
    }
}
