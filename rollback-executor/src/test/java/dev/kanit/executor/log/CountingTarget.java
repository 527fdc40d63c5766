package dev.kanit.executor.log;

import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A target with a fence and conditional writes that writes down what had an effect. */
final class CountingTarget {

    private final List<String> effects = new ArrayList<>();
    private double weightPercent = 25;
    private String version = "v1.4.0";
    private Fence fence = new Fence(0, "none");
    private long revision;

    synchronized List<String> effects() {
        return List.copyOf(effects);
    }

    synchronized Observed observe() {
        return new Observed(
                weightPercent,
                fence.generation(),
                "v1.3.1",
                version,
                true,
                true,
                new TreeMap<>(),
                Long.toString(revision));
    }

    /** As an order arrives, however late. */
    synchronized StepOutcome obey(Step.Change step, Observed seen, Fence by) {
        boolean isForeign =
                by.generation() == fence.generation() && !by.actionId().equals(fence.actionId());
        if (by.generation() < fence.generation() || isForeign) {
            return new StepOutcome.Superseded("generation " + fence.generation());
        }
        if (!seen.revision().equals(Long.toString(revision))) {
            return new StepOutcome.Unreachable("state moved on");
        }
        fence = by;
        revision++;
        switch (step) {
            case Step.StopCanary _ -> weigh(0);
            case Step.SetWeight(double weight, _) -> weigh(weight);
            case Step.RestoreVersion(String restored) -> {
                if (!restored.equals(version)) {
                    effects.add("version " + restored);
                }
                version = restored;
            }
            case Step.Restart _, Step.ApplySettings _, Step.Promote _, Step.SwitchOff _ -> {}
        }
        return new StepOutcome.Applied("");
    }

    private void weigh(double weight) {
        if (weight != weightPercent) {
            effects.add("weight " + weight);
        }
        weightPercent = weight;
    }
}
