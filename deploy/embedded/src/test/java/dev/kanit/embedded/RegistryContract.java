package dev.kanit.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kanit.schemas.CompatibilityLevel;
import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.SchemaNotRegisteredException;
import dev.kanit.schemas.SchemaRefusedException;
import dev.kanit.schemas.SchemaRegistration;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.ClockTick;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Kanıt expects of any registry that speaks Confluent's REST API. */
abstract class RegistryContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private String subject = "";
    private String recordName = "";

    /** A registry outlives a test, so each has a subject of its own. */
    @BeforeEach
    void chooseNames() {
        String suffix = UUID.randomUUID().toString().replace("-", "");
        subject = "test." + suffix;
        recordName = "R" + suffix;
    }

    abstract URI registryUri();

    private SchemaRegistryClient client() {
        return new SchemaRegistryClient(registryUri(), TIMEOUT);
    }

    @Test
    void codecWorksOnceSchemasAreRegistered() {
        try (SchemaRegistryClient client = client()) {
            Map<String, Integer> ids = SchemaRegistration.registerAll(client);
            RecordCodec<ClockTick> codec = RecordCodec.open(ClockTick.class, client);
            ClockTick tick =
                    new ClockTick("r-1", Instant.ofEpochMilli(2_000), Instant.ofEpochMilli(1_000));

            byte[] value = codec.encode(tick);

            assertThat(ids).hasSameSizeAs(TopicCatalogue.recordClasses());
            assertThat(ids).containsEntry("dev.kanit.wire.ClockTick", codec.writerSchemaId());
            assertThat(RecordCodec.schemaIdOf(value)).isEqualTo(codec.writerSchemaId());
            assertThat(codec.decode(value)).isEqualTo(tick);
        }
    }

    @Test
    void registeringAllAgainGivesTheSameIds() {
        try (SchemaRegistryClient client = client()) {
            assertThat(SchemaRegistration.registerAll(client))
                    .isEqualTo(SchemaRegistration.registerAll(client));
        }
    }

    @Test
    void unknownIdIsMalformedAndNotUnavailable() {
        try (SchemaRegistryClient client = client()) {
            SchemaRegistration.registerAll(client);
            RecordCodec<ClockTick> codec = RecordCodec.open(ClockTick.class, client);
            byte[] value = {0, 0x7F, 0, 0, 0, 1};
            assertThatThrownBy(() -> codec.decode(value))
                    .isInstanceOf(MalformedRecordException.class)
                    .extracting("reason")
                    .isEqualTo(MalformedRecordException.Reason.UNKNOWN_SCHEMA_ID);
        }
    }

    @Test
    void lookupOfAnUnknownSubjectIsRefused() {
        try (SchemaRegistryClient client = client()) {
            assertThatThrownBy(() -> client.lookup(subject, version1()))
                    .isInstanceOf(SchemaNotRegisteredException.class)
                    .hasMessageContaining("looking up " + subject);
        }
    }

    @Test
    void lookupOfAnotherSchemaOfTheSubjectIsRefused() {
        try (SchemaRegistryClient client = client()) {
            client.register(subject, version1());
            assertThatThrownBy(() -> client.lookup(subject, version2()))
                    .isInstanceOf(SchemaNotRegisteredException.class);
        }
    }

    @Test
    void schemaIsFoundByItsId() {
        try (SchemaRegistryClient client = client()) {
            int id = client.register(subject, version1());
            assertThat(client.byId(id)).isEqualTo(version1());
            assertThat(client.lookup(subject, version1())).isEqualTo(id);
        }
    }

    @Test
    void compatibleSchemaBecomesTheNextVersion() throws Exception {
        try (SchemaRegistryClient client = client()) {
            client.setCompatibility(subject, CompatibilityLevel.FULL_TRANSITIVE);
            int first = client.register(subject, version1());
            int second = client.register(subject, version2());
            assertThat(second).isNotEqualTo(first);
            assertThat(get("/subjects/" + subject + "/versions").toString()).isEqualTo("[1,2]");
            JsonNode latest = get("/subjects/" + subject + "/versions/latest");
            assertThat(latest.path("version").asInt()).isEqualTo(2);
            assertThat(latest.path("id").asInt()).isEqualTo(second);
        }
    }

    @Test
    void incompatibleSchemaIsRefused() throws Exception {
        try (SchemaRegistryClient client = client()) {
            client.setCompatibility(subject, CompatibilityLevel.FULL_TRANSITIVE);
            client.register(subject, version1());
            assertThatThrownBy(() -> client.register(subject, incompatible()))
                    .isInstanceOf(SchemaRefusedException.class)
                    .hasMessageContaining("answered 409");
            assertThat(get("/subjects/" + subject + "/versions").toString()).isEqualTo("[1]");
        }
    }

    @Test
    void compatibilityCanBeAskedWithoutRegistering() throws Exception {
        try (SchemaRegistryClient client = client()) {
            client.setCompatibility(subject, CompatibilityLevel.FULL_TRANSITIVE);
            client.register(subject, version1());
            String path = "/compatibility/subjects/" + subject + "/versions/latest";
            assertThat(json(post(path, version2())).path("is_compatible").asBoolean()).isTrue();
            JsonNode refused = json(post(path, incompatible()));
            assertThat(refused.has("is_compatible")).isTrue();
            assertThat(refused.path("is_compatible").asBoolean()).isFalse();
        }
    }

    @Test
    void levelOfASubjectIsReadBack() throws Exception {
        try (SchemaRegistryClient client = client()) {
            client.register(subject, version1());
            client.setCompatibility(subject, CompatibilityLevel.FORWARD);
            assertThat(get("/config/" + subject).path("compatibilityLevel").asText())
                    .isEqualTo("FORWARD");
        }
    }

    @Test
    void invalidSchemaIsUnprocessable() throws Exception {
        HttpResponse<byte[]> answer =
                send("POST", "/subjects/" + subject + "/versions", "{\"schema\":\"{\"}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).path("error_code").asInt()).isEqualTo(42201);
    }

    @Test
    void unknownSchemaIdHasItsErrorCode() throws Exception {
        HttpResponse<byte[]> answer = send("GET", "/schemas/ids/2130706433", "");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).path("error_code").asInt()).isEqualTo(40403);
        assertThat(json(answer).path("message").asText()).isNotEmpty();
    }

    @Test
    void subjectsAreListed() throws Exception {
        try (SchemaRegistryClient client = client()) {
            client.register(subject, version1());
            assertThat(get("/subjects").toString()).contains('"' + subject + '"');
        }
    }

    private Schema version1() {
        return SchemaBuilder.record(recordName).fields().requiredString("name").endRecord();
    }

    private Schema version2() {
        return SchemaBuilder.record(recordName)
                .fields()
                .requiredString("name")
                .name("size")
                .type()
                .longType()
                .longDefault(0)
                .endRecord();
    }

    private Schema incompatible() {
        return SchemaBuilder.record(recordName)
                .fields()
                .requiredString("name")
                .requiredLong("size")
                .endRecord();
    }

    final JsonNode get(String path) throws Exception {
        HttpResponse<byte[]> answer = send("GET", path, "");
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return json(answer);
    }

    private HttpResponse<byte[]> post(String path, Schema schema) throws Exception {
        return send("POST", path, JSON.writeValueAsString(Map.of("schema", schema.toString())));
    }

    static JsonNode json(HttpResponse<byte[]> answer) throws Exception {
        return JSON.readTree(answer.body());
    }

    final HttpResponse<byte[]> send(String method, String path, String body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(registryUri() + path))
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body, UTF_8))
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofByteArray());
        }
    }
}
