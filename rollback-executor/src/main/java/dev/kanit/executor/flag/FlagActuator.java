package dev.kanit.executor.flag;

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
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;

/** One feature flag. */
final class FlagActuator implements Actuator {

    private static final String NOTHING_TO_DO = "nothing to do for this actuator: ";
    private static final double ALL_PERCENT = 100;

    private final FlagApi flag;

    FlagActuator(FlagApi flag) {
        this.flag = flag;
    }

    @Override
    public Set<Say> says() {
        return Set.of(Say.TRAFFIC, Say.SETTINGS, Say.SWITCH);
    }

    @Override
    public Observation observe() {
        return switch (flag.read()) {
            case Silent(String why) -> new Observation.Unseen(new StepOutcome.Unreachable(why));
            case Answered answer when answer.status() == 200 -> FlagState.read(flag.name(), answer);
            case Answered answer -> new Observation.Unseen(answer.failure("GET " + flag.path()));
        };
    }

    @Override
    public StepOutcome change(Step.Change step, Observed seen, Fence fence) {
        return switch (step) {
            case Step.StopCanary _ -> set(step, 0, FlagState.valueOf(0), seen, fence);
            case Step.SetWeight(double weight, String value) ->
                    set(
                            step,
                            weight,
                            value.isEmpty() ? FlagState.valueOf(weight) : value,
                            seen,
                            fence);
            case Step.ApplySettings apply -> settle(apply, seen, fence);
            case Step.SwitchOff _ ->
                    put(
                            "canary-scope",
                            step,
                            order().put("canaryScope", "off"),
                            seen,
                            fence,
                            Observed::switchedOff);
            case Step.RestoreVersion(String version) ->
                    new StepOutcome.AlreadyInEffect(
                            NOTHING_TO_DO + "with the flag off users are back on " + version);
            case Step.Restart _ ->
                    new StepOutcome.AlreadyInEffect(NOTHING_TO_DO + "a flag deploys nothing");
            case Step.Promote _ ->
                    seen.weightPercent() == ALL_PERCENT
                            ? new StepOutcome.AlreadyInEffect(
                                    NOTHING_TO_DO + "the flag stays at " + seen.value())
                            : new StepOutcome.Refused(
                                    "flag at %s %% (expected: 100 %%, to be promoted)"
                                            .formatted(seen.weightPercent()));
        };
    }

    @Override
    public StepOutcome look(Step.Look step) {
        return switch (step) {
            case Step.CheckCompatibility _ ->
                    new StepOutcome.AlreadyInEffect(
                            NOTHING_TO_DO + "the stable version never stopped running");
            case Step.VerifyBaseline _ ->
                    new StepOutcome.AlreadyInEffect(
                            NOTHING_TO_DO + "the rollout's signals show it, a flag does not");
            case Step.VerifyHealth _, Step.VerifyPromotion _ -> verify(seen -> true);
            case Step.VerifySwitchedOff _ -> verify(Observed::switchedOff);
        };
    }

    private StepOutcome verify(Predicate<Observed> holds) {
        return switch (observe()) {
            case Observation.Unseen(StepOutcome why) -> why;
            case Observation.Seen(Observed seen) -> {
                String words =
                        "flag %s: %s, canary's scope %s"
                                .formatted(
                                        flag.name(),
                                        seen.value(),
                                        seen.switchedOff() ? "off" : "on");
                yield holds.test(seen)
                        ? new StepOutcome.Applied(words)
                        : new StepOutcome.Unreachable(words + " (expected: off)");
            }
        };
    }

    private StepOutcome set(
            Step.Change step, double weight, String value, Observed seen, Fence fence) {
        ObjectNode order = order().put("value", value).put("weightPercent", weight);
        return put("value", step, order, seen, fence, now -> now.value().equals(value));
    }

    private StepOutcome settle(Step.ApplySettings apply, Observed seen, Fence fence) {
        ObjectNode order = order();
        SortedMap<String, String> settings = apply.settings();
        ObjectNode set = order.putObject("settings");
        settings.forEach(
                (name, value) -> {
                    if (name.equals(flag.name())) {
                        order.put("value", value);
                    } else {
                        set.put(name, value);
                    }
                });
        return put(
                "settings",
                apply,
                order,
                seen,
                fence,
                now -> now.settings().entrySet().containsAll(settings.entrySet()));
    }

    private static ObjectNode order() {
        return JsonExchange.json().createObjectNode();
    }

    private StepOutcome put(
            String part,
            Step.Change step,
            ObjectNode order,
            Observed seen,
            Fence fence,
            Predicate<Observed> isInEffect) {
        String request = "PUT " + flag.path() + "/" + part;
        return switch (flag.put(part, step.name(), order, seen, fence)) {
            case Silent(String why) -> new StepOutcome.Unreachable(why);
            case Answered answer when answer.status() == 200 -> obeyed(request, answer, isInEffect);
            case Answered answer when answer.status() == 412 -> fenced(answer, seen, fence);
            case Answered answer -> answer.failure(request);
        };
    }

    /** A repeated key is answered and not carried out: what is in effect is what counts. */
    private StepOutcome obeyed(String request, Answered answer, Predicate<Observed> isInEffect) {
        return switch (FlagState.read(flag.name(), answer)) {
            case Observation.Unseen(StepOutcome why) -> why;
            case Observation.Seen(Observed now) ->
                    isInEffect.test(now)
                            ? new StepOutcome.Applied("")
                            : new StepOutcome.Refused(
                                    request
                                            + ": obeyed, and not in effect: somebody has set flag "
                                            + flag.name()
                                            + " to "
                                            + now.value()
                                            + " since");
        };
    }

    /** Either a newer order is in effect, or the flag moved on between reading and writing. */
    private static StepOutcome fenced(Answered answer, Observed seen, Fence fence) {
        long generation = answer.body().path("generation").asLong(Long.MAX_VALUE);
        boolean isMovedOn =
                generation <= fence.generation()
                        && !answer.etag().isEmpty()
                        && !answer.etag().equals(seen.revision());
        return isMovedOn
                ? new StepOutcome.Unreachable("flag moved on since it was read")
                : new StepOutcome.Superseded("flag: " + answer.told());
    }
}
