package dev.kanit.evaluator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kanit.evaluator.testing.ApiCaller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The objects that docs/gates.md shows, in the hands of those who carry them out. */
final class DocumentedGates {

    private static final ObjectMapper JSON = new ObjectMapper();

    private DocumentedGates() {}

    static FakeArgo argo(URI server, String secret, ApiCaller http) {
        return new FakeArgo(object("AnalysisTemplate"), server, secret, http);
    }

    static FakeFlagger flagger(URI server, String secret, ApiCaller http) {
        return new FakeFlagger(object("Canary"), server, secret, http);
    }

    private static JsonNode object(String kind) {
        Load load = new Load(LoadSettings.builder().build());
        Matcher blocks = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(page());
        while (blocks.find()) {
            JsonNode object = JSON.valueToTree(load.loadFromString(blocks.group(1)));
            if (object.path("kind").asText().equals(kind)) {
                return object;
            }
        }
        throw new AssertionError(kind + ": not in docs/gates.md");
    }

    private static String page() {
        try {
            return Files.readString(Path.of("../../docs/gates.md"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
