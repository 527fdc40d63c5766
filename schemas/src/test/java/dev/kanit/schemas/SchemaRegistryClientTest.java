package dev.kanit.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.wire.ClockTick;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SchemaRegistryClientTest {

    private static final String BY_ID = "GET /schemas/ids/1";
    private static final String REGISTER = "POST /subjects/s/versions";

    private final StubRegistry registry = new StubRegistry();
    private final SchemaRegistryClient client = registry.client();

    SchemaRegistryClientTest() throws IOException {}

    @AfterEach
    void close() {
        client.close();
        registry.close();
    }

    @Test
    void unknownIdIsNotRegistered() {
        assertThatThrownBy(() -> client.byId(1))
                .isInstanceOf(SchemaNotRegisteredException.class)
                .hasMessage(
                        "fetching schema 1: %s answered 404, Schema not found"
                                .formatted(registry.uri()));
    }

    @Test
    void notFoundFromSomethingElseIsUnavailable() {
        registry.answering(BY_ID, 404, "<html>no such page</html>");
        assertUnavailable();
    }

    @Test
    void serverErrorIsUnavailable() {
        registry.answering(BY_ID, 500, "{\"error_code\":50001,\"message\":\"no\"}");
        assertUnavailable();
    }

    @Test
    void answerWithoutASchemaIsUnavailable() {
        registry.answering(BY_ID, 200, "{}");
        assertUnavailable();
    }

    @Test
    void answerBeyondTheLimitIsUnavailable() {
        registry.answering(BY_ID, 200, "{\"schema\":\"" + " ".repeat(5 << 20) + "\"}");
        assertUnavailable();
    }

    @Test
    void nobodyListeningIsUnavailable() {
        registry.close();
        assertUnavailable();
    }

    @Test
    void silenceIsUnavailable() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                SchemaRegistryClient waiting =
                        new SchemaRegistryClient(
                                URI.create("http://127.0.0.1:" + silent.getLocalPort()),
                                Duration.ofMillis(50))) {
            assertThatThrownBy(() -> waiting.byId(1))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("did not answer");
        }
    }

    @Test
    void conflictIsARefusal() {
        registry.answering(REGISTER, 409, "{\"error_code\":409,\"message\":\"incompatible\"}");
        assertThatThrownBy(() -> client.register("s", ClockTick.getClassSchema()))
                .isInstanceOf(SchemaRefusedException.class)
                .hasMessageContaining("incompatible");
    }

    @Test
    void answerWithoutAnIdIsUnavailable() {
        registry.answering(REGISTER, 200, "[]");
        assertThatThrownBy(() -> client.register("s", ClockTick.getClassSchema()))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void credentialsAreSentAndNotShown() {
        URI withCredentials = URI.create(registry.uri().toString().replace("//", "//me:secret@"));
        try (SchemaRegistryClient known =
                new SchemaRegistryClient(withCredentials, Duration.ofSeconds(10))) {
            assertThatThrownBy(() -> known.byId(1)).message().doesNotContain("secret");
        }
        assertThat(registry.authorization()).isEqualTo("Basic bWU6c2VjcmV0");
    }

    @Test
    void pathOfTheAddressIsKept() {
        registry.answering(
                "GET /apis/ccompat/v7/schemas/ids/1", 200, "{\"schema\":\"\\\"int\\\"\"}");
        try (SchemaRegistryClient apicurio =
                new SchemaRegistryClient(
                        URI.create(registry.uri() + "/apis/ccompat/v7/"), Duration.ofSeconds(10))) {
            assertThat(apicurio.byId(1).toString()).isEqualTo("\"int\"");
        }
    }

    @Test
    void addressOfAnotherProtocolIsRefused() {
        assertThatThrownBy(
                        () ->
                                new SchemaRegistryClient(
                                        URI.create("file:///tmp"), Duration.ofSeconds(1)))
                .hasMessageContaining("registry: file:///tmp (expected: http(s)://");
    }

    @Test
    void schemaIsSentWithoutJavasStringClass() {
        assertThat(ClockTick.getClassSchema().toString()).contains("avro.java.string");
        assertThat(SchemaText.of(ClockTick.getClassSchema()))
                .doesNotContain("avro.java.string")
                .contains("{\"name\":\"rolloutId\",\"type\":\"string\"");
    }

    private void assertUnavailable() {
        assertThatThrownBy(() -> client.byId(1)).isInstanceOf(RegistryUnavailableException.class);
    }
}
