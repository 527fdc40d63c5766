package dev.kanit.collector.push;

import dev.kanit.collector.round.SnapshotSink;
import dev.kanit.schemas.RolloutIds;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes snapshots over HTTP, see docs/openapi/signal-collector.yaml; off without a token. */
@Controller("/v1/rollouts")
@Requires(beans = {SnapshotSink.class, BearerToken.class})
public class SnapshotIntake {

    private static final int MAX_BODY_BYTES = 256 * 1024;

    private final SnapshotSink sink;
    private final BearerToken token;

    SnapshotIntake(SnapshotSink sink, BearerToken token) {
        this.sink = sink;
        this.token = token;
    }

    /** Publishes the readings in the body, as a round of the collector's own would be. */
    @Post("/{rolloutId}/snapshots")
    @Consumes(MediaType.APPLICATION_JSON)
    @ExecuteOn(TaskExecutors.BLOCKING)
    public HttpResponse<Map<String, Object>> take(
            @PathVariable String rolloutId,
            @Header(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @Body byte[] body) {
        if (authorization == null || !token.isIn(authorization)) {
            return problem(HttpStatus.UNAUTHORIZED, "authorization (expected: a bearer token)")
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (!RolloutIds.isValid(rolloutId)) {
            return problem(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "rollout id (expected: " + RolloutIds.EXPECTED + ")");
        }
        if (body.length > MAX_BODY_BYTES) {
            return problem(
                    HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                    "body of %d bytes (expected: <= %d)".formatted(body.length, MAX_BODY_BYTES));
        }
        return switch (PushedReader.read(body, Instant.now())) {
            case Pushed.Refused(String why) -> problem(HttpStatus.UNPROCESSABLE_ENTITY, why);
            case Pushed.Snapshot(Instant takenAt, var readings) -> {
                sink.publish(rolloutId, takenAt, readings);
                yield HttpResponse.<Map<String, Object>>accepted()
                        .body(Map.of("readings", readings.size()));
            }
        };
    }

    private static MutableHttpResponse<Map<String, Object>> problem(
            HttpStatus status, String detail) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", status.getReason());
        problem.put("status", status.getCode());
        problem.put("detail", detail);
        return HttpResponse.<Map<String, Object>>status(status)
                .contentType(MediaType.of("application/problem+json"))
                .body(problem);
    }
}
