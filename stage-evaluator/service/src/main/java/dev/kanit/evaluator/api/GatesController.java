package dev.kanit.evaluator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kanit.evaluator.api.Gate.Question;
import dev.kanit.evaluator.api.RequestBody.BadRequest;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/**
 * Answers Argo Rollouts and Flagger, who carry out what Kanıt judges; docs/gates.md has their
 * objects. Argo reads a verdict from an answer that is always 200: what it takes for an error makes
 * it abort, and a judge that is away is not the release's fault. Flagger goes by the status.
 */
@Controller("/v1/gates")
@Requires(beans = RolloutsController.class)
public class GatesController {

    private static final int MAX_NAME = 300;
    private static final double ALL_PERCENT = 100;

    private final RolloutsController rollouts;
    private final GateRollouts known;

    GatesController(RolloutsController rollouts, ObjectMapper json) {
        this.rollouts = rollouts;
        this.known = new GateRollouts(json);
    }

    @Get("/argo/{rolloutId}")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> argo(
            @PathVariable String rolloutId,
            @QueryValue Optional<String> weight,
            @QueryValue Optional<String> version,
            HttpRequest<?> request)
            throws BadRequest {
        Question question = leaving(weight.orElse("100"));
        return HttpResponse.ok(gate(rolloutId, question, version.orElse(""), request));
    }

    @Post("/flagger/confirm-rollout")
    @Consumes(MediaType.ALL)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> confirmRollout(@Body byte[] bytes, HttpRequest<?> request) throws BadRequest {
        return opened(flagger(bytes, new Question.Begin(), request), Gate.ADVANCE);
    }

    @Post("/flagger/confirm-promotion")
    @Consumes(MediaType.ALL)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> confirmPromotion(@Body byte[] bytes, HttpRequest<?> request) throws BadRequest {
        return opened(flagger(bytes, new Question.Promote(), request), Gate.ADVANCE);
    }

    /** 200 makes Flagger roll back, so everything else must be anything else. */
    @Post("/flagger/rollback")
    @Consumes(MediaType.ALL)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> rollback(@Body byte[] bytes, HttpRequest<?> request) throws BadRequest {
        return opened(flagger(bytes, new Question.Promote(), request), Gate.ROLLBACK);
    }

    @Error
    HttpResponse<?> notUnderstood(BadRequest failure) {
        return Problem.of(failure.status(), String.valueOf(failure.getMessage()));
    }

    private static HttpResponse<?> opened(Gate gate, String by) {
        return gate.verdict().equals(by)
                ? HttpResponse.ok(gate)
                : HttpResponse.status(HttpStatus.CONFLICT).body(gate);
    }

    private Gate flagger(byte[] bytes, Question question, HttpRequest<?> request)
            throws BadRequest {
        RequestBody body = RequestBody.readAnything(RequestBody.small(bytes));
        RequestBody metadata = body.inner("metadata");
        String version = metadata.find("version", MAX_NAME).orElse("");
        Optional<String> rolloutId = metadata.find("rolloutId", MAX_NAME);
        if (rolloutId.isPresent()) {
            return gate(rolloutId.get(), question, version, request);
        }
        String name = body.text("name", MAX_NAME);
        String namespace = body.text("namespace", MAX_NAME);
        Optional<JsonNode> newest;
        try {
            HttpResponse<?> all = rollouts.list(request);
            if (all.getHeaders().contains(RolloutsController.INCOMPLETE)) {
                return Gate.unknown("", "an instance does not answer");
            }
            newest = known.newestOf(name, namespace, all.body(), Instant.now());
        } catch (InvalidStateStoreException moving) {
            return Gate.unknown("", "partitions are moving");
        }
        return newest.map(one -> Gate.ofFound(one, question, version, Instant.now()))
                .orElseGet(
                        () ->
                                Gate.unknown(
                                        "",
                                        "no running rollout of service %s or %s/%s"
                                                .formatted(name, namespace, name)));
    }

    private Gate gate(String rolloutId, Question question, String version, HttpRequest<?> request) {
        try {
            HttpResponse<?> found = rollouts.show(rolloutId, request);
            return found.status() == HttpStatus.OK
                    ? Gate.of(known.tree(found.body()), question, version, Instant.now())
                    : Gate.unknown(rolloutId, "rollout not found: " + found.code());
        } catch (InvalidStateStoreException moving) {
            return Gate.unknown(rolloutId, "partitions are moving");
        }
    }

    private static Question leaving(String weight) throws BadRequest {
        try {
            double percent = Double.parseDouble(weight);
            if (percent >= 0 && percent <= ALL_PERCENT) {
                return new Question.Leave(percent);
            }
        } catch (NumberFormatException malformed) {
            // Told below, together with numbers out of range.
        }
        throw new BadRequest("weight: '" + weight + "' (expected: 0 to 100)");
    }
}
