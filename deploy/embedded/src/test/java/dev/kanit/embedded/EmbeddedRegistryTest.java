package dev.kanit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.schemas.SchemaRegistration;
import dev.kanit.schemas.SchemaRegistryClient;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
final class EmbeddedRegistryTest extends RegistryContract {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final EmbeddedKafka kafka;
    private EmbeddedRegistry registry;

    EmbeddedRegistryTest(@TempDir Path directory) {
        this.kafka = EmbeddedKafka.start(directory, 1);
        this.registry = EmbeddedRegistry.start(kafka.bootstrapServers());
    }

    @BeforeAll
    void isServing() {
        assertThat(registry.uri()).hasHost("127.0.0.1");
    }

    @AfterAll
    void close() {
        registry.close();
        kafka.close();
    }

    @Override
    URI registryUri() {
        return registry.uri();
    }

    @Test
    void idsAreTheSameAfterARestart() {
        Map<String, Integer> before = registerAll();
        registry.close();
        registry = EmbeddedRegistry.start(kafka.bootstrapServers());
        assertThat(registerAll()).isEqualTo(before);
    }

    @Test
    void levelIsTheSameAfterARestart() throws Exception {
        String level = "/config/dev.kanit.wire.ClockTick";
        registerAll();
        registry.close();
        registry = EmbeddedRegistry.start(kafka.bootstrapServers());
        assertThat(get(level).path("compatibilityLevel").asText()).isEqualTo("FULL_TRANSITIVE");
    }

    @Test
    void subjectWithoutALevelHasTheOneOfAll() throws Exception {
        assertThat(send("GET", "/config/nobody", "").statusCode()).isEqualTo(404);
        assertThat(get("/config/nobody?defaultToGlobal=true")).isEqualTo(get("/config"));
    }

    @Test
    void unknownLevelIsUnprocessable() throws Exception {
        HttpResponse<byte[]> answer =
                send("PUT", "/config/nobody", "{\"compatibility\":\"SIDEWAYS\"}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).path("error_code").asInt()).isEqualTo(42203);
    }

    @Test
    void versionThatIsNoNumberIsUnprocessable() throws Exception {
        registerAll();
        String path = "/subjects/dev.kanit.wire.ClockTick/versions/";
        assertThat(send("GET", path + "newest", "").statusCode()).isEqualTo(422);
        assertThat(send("GET", path + "99", "").statusCode()).isEqualTo(404);
    }

    @Test
    void bodyBeyondTheLimitIsRefused() throws Exception {
        String body = " ".repeat(RegistryRequest.MAX_BODY_BYTES + 1);
        assertThat(send("POST", "/subjects/big/versions", body).statusCode()).isEqualTo(413);
    }

    @Test
    void bodyThatIsNotJsonIsUnprocessable() throws Exception {
        assertThat(send("POST", "/subjects/odd/versions", "schema").statusCode()).isEqualTo(422);
    }

    @Test
    void unknownPathIsNotFound() throws Exception {
        assertThat(send("GET", "/mode", "").statusCode()).isEqualTo(404);
        assertThat(send("DELETE", "/subjects/odd/versions", "").statusCode()).isEqualTo(405);
    }

    @Test
    void answersSayWhatTheyAre() throws Exception {
        assertThat(send("GET", "/subjects", "").headers().firstValue("Content-Type"))
                .hasValue("application/vnd.schemaregistry.v1+json");
    }

    @Test
    void busyPortIsOneSentence() {
        int port = registry.uri().getPort();
        assertThatThrownBy(() -> EmbeddedRegistry.start(kafka.bootstrapServers(), port))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessage("port " + port + " on 127.0.0.1 is in use (expected: free)");
    }

    private Map<String, Integer> registerAll() {
        try (SchemaRegistryClient client = new SchemaRegistryClient(registry.uri(), TIMEOUT)) {
            return SchemaRegistration.registerAll(client);
        }
    }
}
