package dev.kanit.executor.actuator;

import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Several actuators as one. Whoever steers traffic goes last when the canary gets more of it, so
 * that the servers are there, and first when it gets less. A part that fails ends the attempt; its
 * outcome says which parts are done, and the next attempt sets the same values there again.
 */
final class Together implements Actuator {

    /**
     * @param name kind of the actuator
     * @param actuator what the plan's block made
     */
    record Part(String name, Actuator actuator) {
        boolean says(Say say) {
            return actuator.says().contains(say);
        }
    }

    private final List<Part> parts;

    Together(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    @Override
    public Set<Say> says() {
        Set<Say> all = new HashSet<>();
        parts.forEach(part -> all.addAll(part.actuator().says()));
        return Set.copyOf(all);
    }

    @Override
    public Observation observe() {
        List<Observed> seen = new ArrayList<>();
        SortedMap<String, String> settings = new TreeMap<>();
        for (Part part : parts) {
            switch (part.actuator().observe()) {
                case Observation.Unseen(StepOutcome why) -> {
                    return new Observation.Unseen(why.saying(part.name() + ": " + why.detail()));
                }
                case Observation.Seen(Observed state) -> {
                    seen.add(state);
                    settings.putAll(SharedSettings.asPlansSay(part, parts, state.settings()));
                }
            }
        }
        Observed whole = Observed.together(seen, settings);
        return new Observation.Seen(whole.withCanaryReady(isCanaryReady(whole)));
    }

    /** Whoever starts the canary's servers knows best, and waits for them before traffic comes. */
    private boolean isCanaryReady(Observed whole) {
        return parts.stream().noneMatch(part -> part.says(Say.SERVERS))
                ? whole.canaryReady()
                : parts.stream()
                        .filter(part -> part.says(Say.SERVERS))
                        .allMatch(part -> of(part, whole).canaryReady());
    }

    @Override
    public StepOutcome change(Step.Change step, Observed seen, Fence fence) {
        for (int number = 0; number < parts.size(); number++) {
            long obeyed = seen.parts().get(number).newestGeneration();
            if (obeyed > fence.generation()) {
                return new StepOutcome.Superseded(
                        "%s obeys generation %d (this order: %d)"
                                .formatted(parts.get(number).name(), obeyed, fence.generation()));
            }
        }
        return switch (step) {
            case Step.SetWeight(double weight, String _)
                    when weight > 0 && !says().contains(Say.TRAFFIC) ->
                    nobody("steers traffic (expected: one that does, such as ingress)");
            case Step.SetWeight(double weight, String _)
                    when weight > 0 && !(seen.weightPercent() > weight) ->
                    each(serversFirst(), step, seen, fence);
            case Step.SetWeight _, Step.StopCanary _ -> each(trafficFirst(), step, seen, fence);
            case Step.Promote _ -> promote(step, seen, fence);
            case Step.ApplySettings(var settings) -> apply(settings, seen, fence);
            case Step.SwitchOff _ -> switchOff(step, seen, fence);
            case Step.RestoreVersion _, Step.Restart _ -> each(trafficFirst(), step, seen, fence);
        };
    }

    @Override
    public StepOutcome look(Step.Look step) {
        Attempt attempt = new Attempt();
        for (Part part : trafficFirst()) {
            // Whoever has no switch cannot say whether it is off.
            boolean isAsked = !(step instanceof Step.VerifySwitchedOff) || part.says(Say.SWITCH);
            if (isAsked && !attempt.goOn(part, part.actuator().look(step))) {
                break;
            }
        }
        return attempt.outcome();
    }

    private StepOutcome each(List<Part> order, Step.Change step, Observed seen, Fence fence) {
        Attempt attempt = new Attempt();
        for (Part part : order) {
            boolean isAsked =
                    !(step instanceof Step.SetWeight)
                            || part.says(Say.TRAFFIC)
                            || part.says(Say.SERVERS);
            StepOutcome outcome =
                    isAsked
                            ? part.actuator().change(step, of(part, seen), fence)
                            : part.actuator().fence(of(part, seen), fence);
            if (!attempt.goOn(part, outcome)) {
                break;
            }
        }
        return attempt.outcome();
    }

    /** The stable version's place first, then the traffic, then what only the canary needed. */
    private StepOutcome promote(Step.Change step, Observed seen, Fence fence) {
        List<Part> promoting = parts.stream().filter(part -> part.says(Say.PROMOTION)).toList();
        if (promoting.isEmpty()) {
            return nobody("promotes (expected: one that deploys, such as deployment)");
        }
        Attempt attempt = new Attempt();
        for (Part part : promoting) {
            if (!attempt.goOn(part, part.actuator().change(step, of(part, seen), fence))) {
                return attempt.outcome();
            }
        }
        for (Part part : trafficFirst()) {
            StepOutcome outcome =
                    switch (part.actuator().observe()) {
                        case Observation.Unseen(StepOutcome why) -> why;
                        case Observation.Seen(Observed now)
                                when now.newestGeneration() > fence.generation() ->
                                new StepOutcome.Superseded(
                                        "obeys generation " + now.newestGeneration());
                        case Observation.Seen(Observed now) ->
                                part.actuator().retireCanary(now, fence);
                    };
            if (!attempt.goOn(part, outcome)) {
                break;
            }
        }
        return attempt.outcome();
    }

    private StepOutcome apply(SortedMap<String, String> settings, Observed seen, Fence fence) {
        if (!says().contains(Say.SETTINGS)) {
            return nobody("has settings (expected: one that has, such as deployment)");
        }
        Attempt attempt = new Attempt();
        for (Part part : parts) {
            SortedMap<String, String> own = SharedSettings.of(part, parts, settings);
            StepOutcome outcome =
                    own.isEmpty()
                            ? part.actuator().fence(of(part, seen), fence)
                            : part.actuator()
                                    .change(new Step.ApplySettings(own), of(part, seen), fence);
            if (!attempt.goOn(part, outcome)) {
                break;
            }
        }
        return attempt.outcome();
    }

    private StepOutcome switchOff(Step.Change step, Observed seen, Fence fence) {
        if (!says().contains(Say.SWITCH)) {
            return nobody("has a kill switch (expected: one that has, such as flag)");
        }
        Attempt attempt = new Attempt();
        for (Part part : parts) {
            StepOutcome outcome =
                    part.says(Say.SWITCH)
                            ? part.actuator().change(step, of(part, seen), fence)
                            : part.actuator().fence(of(part, seen), fence);
            if (!attempt.goOn(part, outcome)) {
                break;
            }
        }
        return attempt.outcome();
    }

    private StepOutcome nobody(String does) {
        return new StepOutcome.Refused(
                "none of %s %s".formatted(parts.stream().map(Part::name).toList(), does));
    }

    private Observed of(Part part, Observed seen) {
        return seen.parts().get(parts.indexOf(part));
    }

    private List<Part> trafficFirst() {
        List<Part> order = new ArrayList<>(parts.stream().filter(this::steers).toList());
        order.addAll(parts.stream().filter(part -> !steers(part)).toList());
        return order;
    }

    private List<Part> serversFirst() {
        return trafficFirst().reversed();
    }

    private boolean steers(Part part) {
        return part.says(Say.TRAFFIC);
    }
}
