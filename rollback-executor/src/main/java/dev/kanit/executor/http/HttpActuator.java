package dev.kanit.executor.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kanit.executor.actuator.Actuator;
import dev.kanit.executor.actuator.Observation;
import dev.kanit.executor.exchange.JsonAnswer.Answered;
import dev.kanit.executor.exchange.JsonAnswer.Silent;
import dev.kanit.executor.exchange.JsonExchange;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** One router. */
final class HttpActuator implements Actuator {

    private static final String NO_SWITCH =
            "the HTTP actuator has no kill switch (expected: actuator flag; a rollback takes the canary"
                    + " out of traffic)";

    private final JsonExchange router;

    HttpActuator(JsonExchange router) {
        this.router = router;
    }

    @Override
    public Set<Say> says() {
        return Set.of(Say.TRAFFIC, Say.SETTINGS);
    }

    @Override
    public Observation observe() {
        return switch (router.get("/kanit/state")) {
            case Silent(String why) -> new Observation.Unseen(new StepOutcome.Unreachable(why));
            case Answered answer when answer.status() == 200 -> read(answer);
            case Answered answer -> new Observation.Unseen(answer.failure("GET /kanit/state"));
        };
    }

    @Override
    public StepOutcome change(Step.Change step, Observed seen, Fence fence) {
        ObjectNode order = JsonExchange.json().createObjectNode();
        order.put("generation", fence.generation()).put("actionId", fence.actionId());
        return switch (step) {
            case Step.StopCanary _ ->
                    send("PUT", "/kanit/weight", seen, fence, order.put("weightPercent", 0.0));
            case Step.SetWeight(double weight, _) ->
                    send("PUT", "/kanit/weight", seen, fence, order.put("weightPercent", weight));
            case Step.RestoreVersion(String version) ->
                    send("POST", "/kanit/restore", seen, fence, order.put("version", version));
            case Step.Restart _ -> send("POST", "/kanit/restart", seen, fence, order);
            case Step.ApplySettings apply -> {
                ObjectNode settings = order.putObject("settings");
                apply.settings().forEach(settings::put);
                yield send("PUT", "/kanit/settings", seen, fence, order);
            }
            case Step.Promote _ ->
                    new StepOutcome.Refused(
                            "the HTTP actuator cannot promote (expected: promotion by whoever"
                                    + " deploys)");
            case Step.SwitchOff _ -> new StepOutcome.Refused(NO_SWITCH);
        };
    }

    @Override
    public StepOutcome look(Step.Look step) {
        return switch (step) {
            case Step.CheckCompatibility(String version) -> {
                String path = "/kanit/compatibility?version=" + URLEncoder.encode(version, UTF_8);
                // The database does not change while one waits: no is no.
                yield ask(path, "compatible", StepOutcome.Refused::new);
            }
            case Step.VerifyHealth _, Step.VerifyPromotion _ ->
                    ask("/kanit/health", "healthy", StepOutcome.Unreachable::new);
            case Step.VerifyBaseline _ ->
                    ask("/kanit/verification", "backToBaseline", StepOutcome.Unreachable::new);
            case Step.VerifySwitchedOff _ -> new StepOutcome.Refused(NO_SWITCH);
        };
    }

    private StepOutcome ask(String path, String member, Function<String, StepOutcome> otherwise) {
        return switch (router.get(path)) {
            case Silent(String why) -> new StepOutcome.Unreachable(why);
            case Answered answer when answer.status() != 200 -> answer.failure("GET " + path);
            case Answered answer -> {
                JsonNode holds = answer.body().path(member);
                String detail = answer.body().path("detail").asText("");
                if (!holds.isBoolean()) {
                    yield new StepOutcome.Unreachable(
                            "GET " + path + ": no " + member + " (expected: true or false)");
                }
                yield holds.asBoolean() ? new StepOutcome.Applied(detail) : otherwise.apply(detail);
            }
        };
    }

    private StepOutcome send(
            String method, String path, Observed seen, Fence fence, ObjectNode order) {
        Map<String, String> headers =
                seen.revision().isEmpty() ? Map.of() : Map.of("If-Match", seen.revision());
        return switch (router.send(method, path, headers, order.toString())) {
            case Silent(String why) -> new StepOutcome.Unreachable(why);
            case Answered answer when answer.status() == 200 -> new StepOutcome.Applied("");
            case Answered answer when answer.status() == 412 -> fenced(answer, seen, fence);
            case Answered answer -> answer.failure(method + " " + path);
        };
    }

    /** Either a newer order is in effect, or the state moved on between reading and writing. */
    private static StepOutcome fenced(Answered answer, Observed seen, Fence fence) {
        long generation = answer.body().path("generation").asLong(Long.MAX_VALUE);
        boolean isMovedOn =
                generation <= fence.generation()
                        && !answer.etag().isEmpty()
                        && !answer.etag().equals(seen.revision());
        return isMovedOn
                ? new StepOutcome.Unreachable("state moved on to generation " + generation)
                : new StepOutcome.Superseded(answer.told());
    }

    private static Observation read(Answered answer) {
        JsonNode body = answer.body();
        double weight = body.path("weightPercent").asDouble(Double.NaN);
        if (!(weight >= 0 && weight <= 100) || !body.path("generation").isIntegralNumber()) {
            return new Observation.Unseen(
                    new StepOutcome.Unreachable(
                            "GET /kanit/state: weightPercent and generation are missing or out of"
                                    + " range (expected: as in docs/http-actuator.md)"));
        }
        TreeMap<String, String> settings = new TreeMap<>();
        body.path("settings")
                .properties()
                .forEach(set -> settings.put(set.getKey(), set.getValue().asText()));
        return new Observation.Seen(
                new Observed(
                        weight,
                        body.path("generation").asLong(),
                        body.path("stableVersion").asText(""),
                        body.path("canaryVersion").asText(""),
                        // Not said is not ready: no traffic moves on a guess.
                        body.path("stableReady").asBoolean(false),
                        body.path("canaryReady").asBoolean(false),
                        settings,
                        answer.etag()));
    }
}
