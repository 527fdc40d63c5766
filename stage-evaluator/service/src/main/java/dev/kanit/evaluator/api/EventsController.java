package dev.kanit.evaluator.api;

import dev.kanit.evaluator.query.RolloutQueries;
import dev.kanit.evaluator.query.RolloutView;
import dev.kanit.evaluator.topology.RolloutIds;
import dev.kanit.wire.RolloutDecision;
import io.micronaut.context.annotation.Requires;
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
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/** Decisions as server-sent events; ends when the rollout does. */
@Controller("/v1/rollouts")
@Requires(beans = DecisionStream.class)
public class EventsController {

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
            @PathVariable String rolloutId, @Header("Last-Event-ID") @Nullable String lastEventId) {
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
        long end = Long.MAX_VALUE;
        RolloutQueries.Owner owner = queries.ownerOf(rolloutId);
        if (owner instanceof RolloutQueries.Owner.There(String address)) {
            HttpResponse<?> theirs = peers.show(address, rolloutId);
            if (theirs.status() == HttpStatus.NOT_FOUND) {
                return theirs;
            }
        }
        if (owner instanceof RolloutQueries.Owner.Here) {
            Optional<RolloutView> view = queries.find(rolloutId);
            if (view.isEmpty()) {
                return Problem.of(
                        HttpStatus.NOT_FOUND,
                        "rollout '" + rolloutId + "' (expected: one that was started)");
            }
            if (view.get().isClosed()) {
                end = view.get().sequence();
            }
            if (end <= after) {
                return HttpResponse.noContent();
            }
        }
        if (!decisions.reserve()) {
            return Problem.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "too many live views (expected: at most " + DecisionStream.MAX_READERS + ")");
        }
        return HttpResponse.ok(stream(rolloutId, after, end))
                .contentType(MediaType.TEXT_EVENT_STREAM_TYPE);
    }

    @Error
    HttpResponse<?> whileMoving(InvalidStateStoreException failure) {
        return Problem.moving();
    }

    private Publisher<Event<String>> stream(String rolloutId, long after, long end) {
        return Flux.create(
                sink -> {
                    Thread reader =
                            Thread.ofVirtual().unstarted(() -> follow(sink, rolloutId, after, end));
                    sink.onDispose(reader::interrupt);
                    reader.start();
                });
    }

    private void follow(FluxSink<Event<String>> sink, String rolloutId, long after, long end) {
        try {
            decisions.follow(rolloutId, after, one -> emit(sink, one, end));
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
