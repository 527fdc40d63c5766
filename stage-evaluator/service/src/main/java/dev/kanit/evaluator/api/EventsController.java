package dev.kanit.evaluator.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kanit.evaluator.query.RolloutQueries;
import dev.kanit.evaluator.query.RolloutView;
import dev.kanit.schemas.RegistryException;
import dev.kanit.schemas.RolloutIds;
import dev.kanit.wire.RolloutDecision;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/** Decisions as server-sent events; ends when the rollout does. */
@Controller("/v1/rollouts")
@Requires(beans = DecisionStream.class)
public class EventsController {

    /** No rollout has more. */
    private static final long MAX_ORDERS = 100_000;

    private final DecisionStream decisions;
    private final RolloutQueries queries;
    private final Peers peers;

    EventsController(DecisionStream decisions, RolloutQueries queries, Peers peers) {
        this.decisions = decisions;
        this.queries = queries;
        this.peers = peers;
    }

    @ExecuteOn(TaskExecutors.BLOCKING)
    @Get(value = "/{rolloutId}/events", produces = MediaType.TEXT_EVENT_STREAM)
    HttpResponse<?> events(
            @PathVariable String rolloutId,
            @Header("Last-Event-ID") @Nullable String lastEventId,
            HttpRequest<?> request) {
        long after;
        try {
            after = lastEventId == null ? 0 : Long.parseLong(lastEventId.strip());
        } catch (NumberFormatException _) {
            return Problem.of(
                    HttpStatus.BAD_REQUEST,
                    "Last-Event-ID: '" + lastEventId + "' (expected: a decision's sequence)");
        }
        if (!RolloutIds.isValid(rolloutId)) {
            return Problem.of(
                    HttpStatus.NOT_FOUND,
                    "rollout '" + rolloutId + "' (expected: one that was started)");
        }
        OptionalInt partition = queries.partitionOf(rolloutId);
        if (partition.isEmpty()) {
            return Problem.moving();
        }
        return switch (look(rolloutId, request)) {
            case Look.Refused(HttpResponse<?> answer) -> answer;
            case Look.Seen seen -> follow(rolloutId, partition.getAsInt(), after, seen);
        };
    }

    /** What the owner says of a rollout. */
    private sealed interface Look {

        /**
         * It is there.
         *
         * @param generation not before the rollout's start in epoch milliseconds
         */
        record Seen(String phase, long sequence, long generation) implements Look {}

        record Refused(HttpResponse<?> answer) implements Look {}
    }

    private Look look(String rolloutId, HttpRequest<?> request) {
        return switch (queries.ownerOf(rolloutId)) {
            case RolloutQueries.Owner.Nobody _ -> new Look.Refused(Problem.moving());
            case RolloutQueries.Owner.There(String address) -> {
                HttpResponse<?> theirs = peers.show(address, rolloutId, request);
                yield theirs.status() == HttpStatus.OK && theirs.body() instanceof JsonNode view
                        ? new Look.Seen(
                                view.path("phase").asText(),
                                view.path("sequence").asLong(),
                                view.path("generation").asLong())
                        : new Look.Refused(theirs);
            }
            case RolloutQueries.Owner.Here _ -> {
                Optional<RolloutView> view = queries.find(rolloutId);
                yield view.isPresent()
                        ? new Look.Seen(
                                view.get().phase(), view.get().sequence(), view.get().generation())
                        : new Look.Refused(
                                Problem.of(
                                        HttpStatus.NOT_FOUND,
                                        "rollout '"
                                                + rolloutId
                                                + "' (expected: one that was started)"));
            }
        };
    }

    private HttpResponse<?> follow(String rolloutId, int partition, long after, Look.Seen seen) {
        long end = RolloutView.isClosed(seen.phase()) ? seen.sequence() : Long.MAX_VALUE;
        if (end <= after) {
            return HttpResponse.noContent();
        }
        if (!decisions.reserve()) {
            return Problem.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "too many live views (expected: at most " + DecisionStream.MAX_READERS + ")");
        }
        // Generations begin at the start's time, and rise by one with each order.
        long notBefore = seen.generation() - MAX_ORDERS;
        var place = new DecisionStream.Place(rolloutId, partition, notBefore);
        return HttpResponse.ok(stream(place, after, end))
                .contentType(MediaType.TEXT_EVENT_STREAM_TYPE);
    }

    @Error
    HttpResponse<?> whileRegistryIsAway(RegistryException failure) {
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(failure.getMessage()));
    }

    @Error
    HttpResponse<?> whileMoving(InvalidStateStoreException failure) {
        return Problem.moving();
    }

    private Publisher<Event<String>> stream(DecisionStream.Place place, long after, long end) {
        return Flux.create(
                sink -> {
                    Thread reader =
                            Thread.ofVirtual().unstarted(() -> follow(sink, place, after, end));
                    sink.onDispose(reader::interrupt);
                    reader.start();
                });
    }

    private void follow(
            FluxSink<Event<String>> sink, DecisionStream.Place place, long after, long end) {
        try {
            decisions.follow(place, after, one -> emit(sink, one, end));
        } catch (RuntimeException failed) {
            sink.error(failed);
        }
    }

    /**
     * Whether more may come.
     *
     * @param end sequence of the last decision there is, when the rollout was over already: what
     *     was said after its end has no end of its own
     */
    private static boolean emit(FluxSink<Event<String>> sink, RolloutDecision decision, long end) {
        sink.next(
                Event.of(decision.toString())
                        .id(Long.toString(decision.getSequence()))
                        .name(decision.getKind().name()));
        if (DecisionStream.endsTheStory(decision) || decision.getSequence() >= end) {
            sink.complete();
            return false;
        }
        return !sink.isCancelled();
    }
}
