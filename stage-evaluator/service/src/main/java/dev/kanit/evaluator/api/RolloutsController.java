package dev.kanit.evaluator.api;

import dev.kanit.codec.plan.PlanReader;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.decision.plan.ZoneFacts;
import dev.kanit.decision.rule.Reason;
import dev.kanit.evaluator.api.RequestBody.BadRequest;
import dev.kanit.evaluator.commands.CommandDesk;
import dev.kanit.evaluator.commands.CommandNotTakenException;
import dev.kanit.evaluator.people.Caller;
import dev.kanit.evaluator.query.RolloutQueries;
import dev.kanit.evaluator.query.RolloutView;
import dev.kanit.schemas.RolloutIds;
import dev.kanit.wire.CommandKind;
import dev.kanit.wire.RolloutCommand;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;

/** Starts, reads and commands rollouts. Any instance answers for any rollout. */
@Controller("/v1/rollouts")
@Requires(beans = {RolloutQueries.class, CommandDesk.class})
public class RolloutsController {

    private static final int MAX_PLAN_CHARACTERS = 1 << 20;
    private static final int MAX_NAME = 200;

    /** On a list that lacks the rollouts of an instance that does not answer. */
    static final String INCOMPLETE = "Kanit-Incomplete";

    private static final int MAX_REASON = 2_000;
    private static final int MAX_SUBJECT = 300;

    private static final Set<String> COMMAND_FIELDS =
            Set.of("kind", "by", "reason", "commandId", "subject", "planDigest", "expiresAt");

    private final RolloutQueries queries;
    private final CommandDesk desk;
    private final Peers peers;
    private final Refusals refusals;
    private final Foresight foresight;

    RolloutsController(RolloutQueries queries, CommandDesk desk, Peers peers, Refusals refusals) {
        this.foresight = new Foresight(queries);
        this.queries = queries;
        this.desk = desk;
        this.peers = peers;
        this.refusals = refusals;
    }

    @Get
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> list(HttpRequest<?> request) {
        List<Object> rollouts = new ArrayList<>(queries.all());
        boolean isWhole = true;
        if (!Peers.isForwarded(request)) {
            for (String other : queries.others()) {
                var theirs = peers.list(other, request);
                isWhole &= theirs.isPresent();
                theirs.ifPresent(rollouts::addAll);
            }
        }
        MutableHttpResponse<?> answer = HttpResponse.ok(rollouts);
        return isWhole ? answer : answer.header(INCOMPLETE, "true");
    }

    @Get("/{rolloutId}")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> show(@PathVariable String rolloutId, HttpRequest<?> request) {
        if (!RolloutIds.isValid(rolloutId)) {
            return unknown(rolloutId);
        }
        return switch (queries.ownerOf(rolloutId)) {
            case RolloutQueries.Owner.There(String address) when !Peers.isForwarded(request) ->
                    peers.show(address, rolloutId, request);
            case RolloutQueries.Owner.Nobody _ -> Problem.moving();
            case RolloutQueries.Owner.There _, RolloutQueries.Owner.Here _ -> {
                Optional<RolloutView> view = queries.find(rolloutId);
                yield view.isPresent() ? HttpResponse.ok(view.get()) : unknown(rolloutId);
            }
        };
    }

    @Post
    @Consumes(MediaType.APPLICATION_JSON)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> start(@Body byte[] bytes, HttpRequest<?> request)
            throws BadRequest, NotAllowed {
        RequestBody body = RequestBody.read(bytes, Set.of("id", "plan", "by", "reason"));
        String id = body.text("id", MAX_NAME);
        String plan = body.text("plan", MAX_PLAN_CHARACTERS);
        Signature signature = Signature.of(request, CommandKind.START, body);
        if (!RolloutIds.isValid(id)) {
            return Problem.of(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "id: '" + id + "' (expected: " + RolloutIds.EXPECTED + ")");
        }
        PlanReading reading = PlanReader.read(plan);
        if (reading instanceof PlanReading.Rejected rejected) {
            return Problem.of(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    rejected.errors().size() + " errors in the plan",
                    rejected.errors());
        }
        if (show(id, request).status() == HttpStatus.OK) {
            return Problem.of(
                    HttpStatus.CONFLICT, "rollout " + id + " exists (expected: a new id)");
        }
        return taken(
                command(id, CommandKind.START, signature, body)
                        .setPlan(plan)
                        .setSubject(zoneFacts(reading))
                        .build());
    }

    @Post("/{rolloutId}/commands")
    @Consumes(MediaType.APPLICATION_JSON)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> command(
            @PathVariable String rolloutId, @Body byte[] bytes, HttpRequest<?> request)
            throws BadRequest, NotAllowed {
        RequestBody body = RequestBody.read(RequestBody.small(bytes), COMMAND_FIELDS);
        CommandKind kind = kind(body.text("kind", MAX_NAME));
        Signature signature = signature(rolloutId, kind, body, request);
        RolloutCommand.Builder command = filled(rolloutId, kind, signature, body);
        HttpResponse<?> found = found(rolloutId, request);
        if (found.status() == HttpStatus.OK) {
            Optional<Foresight.Refusal> refused = foresight.refusal(command);
            if (refused.isPresent()) {
                refusals.record(desk, command, refused.get().why(), refused.get().detail());
                return Problem.of(
                        refused.get().status(),
                        refused.get().why() + ": " + refused.get().detail());
            }
            return taken(command.build());
        }
        return isTowardsSafety(kind) && isAway(found) ? taken(command.build()) : found;
    }

    private static RolloutCommand.Builder filled(
            String rolloutId, CommandKind kind, Signature signature, RequestBody body)
            throws BadRequest {
        return command(rolloutId, kind, signature, body)
                .setSubject(body.find("subject", MAX_SUBJECT).orElse(""))
                .setPlanDigest(body.find("planDigest", MAX_NAME).orElse(""))
                .setExpiresAt(expiresAt(body));
    }

    /** What somebody tried leaves a trace, whether the rest of it makes sense or not. */
    private static RolloutCommand.Builder attempted(
            String rolloutId, CommandKind kind, Signature signature, RequestBody body) {
        try {
            return filled(rolloutId, kind, signature, body);
        } catch (BadRequest senseless) {
            return command(rolloutId, kind, signature)
                    .setReason("not understood: " + senseless.getMessage());
        }
    }

    private Signature signature(
            String rolloutId, CommandKind kind, RequestBody body, HttpRequest<?> request)
            throws BadRequest, NotAllowed {
        try {
            return Signature.of(request, kind, body);
        } catch (NotAllowed refused) {
            if (refused.caller() instanceof Caller.Person person
                    && found(rolloutId, request).status() == HttpStatus.OK) {
                Signature own = new Signature(person.name(), person.roleNames());
                refusals.record(
                        desk,
                        attempted(rolloutId, kind, own, body),
                        Reason.NOT_PERMITTED,
                        String.valueOf(refused.getMessage()));
            }
            throw refused;
        }
    }

    private HttpResponse<?> found(String rolloutId, HttpRequest<?> request) {
        try {
            return show(rolloutId, request);
        } catch (InvalidStateStoreException _) {
            return Problem.moving();
        }
    }

    /** A person can always stop or roll back: whoever owns the rollout next reads it in the log. */
    private static boolean isTowardsSafety(CommandKind kind) {
        return kind == CommandKind.ROLL_BACK || kind == CommandKind.HOLD;
    }

    private static boolean isAway(HttpResponse<?> found) {
        return switch (found.status()) {
            case BAD_GATEWAY, SERVICE_UNAVAILABLE, GATEWAY_TIMEOUT -> true;
            default -> false;
        };
    }

    @Error
    HttpResponse<?> notUnderstood(BadRequest failure) {
        return Problem.of(failure.status(), String.valueOf(failure.getMessage()));
    }

    @Error
    HttpResponse<?> notAllowed(NotAllowed failure) {
        return refusals.answer(failure);
    }

    @Error
    HttpResponse<?> notTaken(CommandNotTakenException failure) {
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(failure.getMessage()));
    }

    @Error
    HttpResponse<?> whileMoving(InvalidStateStoreException failure) {
        return Problem.moving();
    }

    private HttpResponse<?> taken(RolloutCommand command) {
        desk.take(command);
        Map<String, String> receipt = new LinkedHashMap<>();
        receipt.put("rolloutId", command.getRolloutId());
        receipt.put("commandId", command.getCommandId());
        return HttpResponse.accepted().body(receipt);
    }

    private static RolloutCommand.Builder command(
            String id, CommandKind kind, Signature signature, RequestBody body) throws BadRequest {
        RolloutCommand.Builder command =
                command(id, kind, signature).setReason(body.find("reason", MAX_REASON).orElse(""));
        body.find("commandId", MAX_NAME).ifPresent(command::setCommandId);
        return command;
    }

    private static RolloutCommand.Builder command(
            String id, CommandKind kind, Signature signature) {
        return RolloutCommand.newBuilder()
                .setRolloutId(id)
                .setCommandId(UUID.randomUUID().toString())
                .setIssuedAt(Instant.now())
                .setIssuedBy(signature.name())
                .setRoles(signature.roles())
                .setKind(kind);
    }

    /** Time zone data differ between JDKs: what this one knows becomes part of the rollout. */
    private static String zoneFacts(PlanReading reading) {
        return reading instanceof PlanReading.Accepted(var file)
                ? file.plan()
                        .ritual()
                        .freeze()
                        .map(freeze -> ZoneFacts.of(freeze.zone(), System.currentTimeMillis()))
                        .map(ZoneFacts::text)
                        .orElse("")
                : "";
    }

    private static @Nullable Instant expiresAt(RequestBody body) throws BadRequest {
        Optional<String> written = body.find("expiresAt", MAX_NAME);
        try {
            return written.map(Instant::parse).orElse(null);
        } catch (DateTimeParseException malformed) {
            throw new BadRequest(
                    "expiresAt: '"
                            + written.orElse("")
                            + "' (expected: a time in UTC, 2026-01-31T12:00:00Z)");
        }
    }

    private static CommandKind kind(String name) throws BadRequest {
        for (CommandKind kind : CommandKind.values()) {
            if (kind.name().equals(name) && kind != CommandKind.START) {
                return kind;
            }
        }
        throw new BadRequest(
                "kind: '"
                        + name
                        + "' (expected: one of "
                        + Arrays.stream(CommandKind.values())
                                .filter(kind -> kind != CommandKind.START)
                                .map(CommandKind::name)
                                .collect(Collectors.joining(", "))
                        + ")");
    }

    private static HttpResponse<?> unknown(String rolloutId) {
        return Problem.of(
                HttpStatus.NOT_FOUND,
                "rollout '" + rolloutId + "' (expected: one that was started)");
    }
}
