package dev.kanit.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.schemas.RegistryHttp.Answer;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * Client of any schema registry with Confluent's REST API (Confluent, Karapace, Apicurio under
 * {@code /apis/ccompat/v7}, or the embedded one). Thread-safe; keeps nothing, retries nothing.
 *
 * <p>Every method throws {@link RegistryUnavailableException} when the registry cannot be asked: no
 * connection, no answer in time, an answer that is too long or makes no sense.
 */
public final class SchemaRegistryClient implements AutoCloseable {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;

    private final RegistryHttp http;

    /**
     * @param base for example {@code http://127.0.0.1:8081}; user info becomes basic authentication
     * @param timeout for the connection and for each answer, &gt; 0
     */
    public SchemaRegistryClient(URI base, Duration timeout) {
        boolean http = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
        if (!http || base.getHost() == null) {
            throw new IllegalArgumentException(
                    "registry: " + base + " (expected: http(s)://host[:port][/path])");
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("timeout: " + timeout + " (expected: > 0)");
        }
        this.http = new RegistryHttp(base, timeout);
    }

    /**
     * Registers {@code schema} under {@code subject}; the same one again has the same id.
     *
     * @return schema id
     * @throws SchemaRefusedException when it is not compatible with the subject's earlier ones
     */
    public int register(String subject, Schema schema) {
        return idOf(
                "registering " + subject,
                http.post(
                        subjectPath(subject) + "/versions",
                        Map.of("schema", SchemaText.of(schema))));
    }

    /**
     * Id under which {@code schema} is registered.
     *
     * @throws SchemaNotRegisteredException when {@code subject} has no such schema
     */
    public int lookup(String subject, Schema schema) {
        return idOf(
                "looking up " + subject,
                http.post(subjectPath(subject), Map.of("schema", SchemaText.of(schema))));
    }

    /**
     * The schema with this id.
     *
     * @throws SchemaNotRegisteredException when there is none
     */
    public Schema byId(int id) {
        String request = "fetching schema " + id;
        Answer answer = expectOk(request, http.get("/schemas/ids/" + id));
        try {
            return new Schema.Parser().parse(answer.body().path("schema").asText());
        } catch (AvroRuntimeException notAvro) {
            throw new RegistryUnavailableException(
                    "%s: %s answered with something that is no Avro schema"
                            .formatted(request, http.address()),
                    notAvro);
        }
    }

    /**
     * Sets what later schemas of {@code subject} owe to earlier ones.
     *
     * @throws SchemaRefusedException when the registry does not know the level
     */
    public void setCompatibility(String subject, CompatibilityLevel level) {
        expectOk(
                "setting the compatibility of " + subject,
                http.put(
                        "/config/" + URLEncoder.encode(subject, UTF_8),
                        Map.of("compatibility", level.name())));
    }

    @Override
    public void close() {
        http.close();
    }

    private static String subjectPath(String subject) {
        return "/subjects/" + URLEncoder.encode(subject, UTF_8);
    }

    private int idOf(String request, Answer answer) {
        int id = expectOk(request, answer).body().path("id").asInt(-1);
        if (id < 0) {
            throw new RegistryUnavailableException(
                    "%s: %s answered without an id".formatted(request, http.address()), null);
        }
        return id;
    }

    private Answer expectOk(String request, Answer answer) {
        String message =
                "%s: %s answered %d, %s"
                        .formatted(request, http.address(), answer.status(), answer.message());
        if (answer.status() == OK) {
            return answer;
        }
        // A 404 of a proxy or of a wrong path has no code of the registry, and proves nothing.
        if (answer.status() == NOT_FOUND && answer.errorCode() / 100 == NOT_FOUND) {
            throw new SchemaNotRegisteredException(message);
        }
        if (answer.status() == CONFLICT || answer.status() == UNPROCESSABLE) {
            throw new SchemaRefusedException(message);
        }
        throw new RegistryUnavailableException(message, null);
    }
}
