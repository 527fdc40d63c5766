package dev.kanit.decision.plan;

import dev.kanit.decision.plan.BaselineComparison.Compare;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A rollout's plan: what is measured, what must hold, and what follows when it does not.
 *
 * @param name the plan's name
 * @param digest SHA-256 of the plan file's text, hex
 * @param service what is rolled out
 * @param from the stable version, the one to return to
 * @param to the canary version
 * @param hypothesis what the rollout is to show
 * @param actuation who shifts traffic
 * @param interval expected time between two snapshots; positive
 * @param bucket width of a window's bucket; at least {@code interval}
 * @param signals 1 to {@value #MAX_SIGNALS}, at least one golden; names unique
 * @param groups 0 to {@value #MAX_GROUPS} groups judged together; names unique
 * @param stages 1 to {@value #MAX_STAGES}; weights strictly increase
 * @param watch how long the rules watch on after the last stage; zero for not at all
 * @param triggers 0 to {@value #MAX_TRIGGERS}; names unique
 * @param traffic when the canary counts as having traffic; empty when the plan does not say
 * @param limits patience of the decision tree
 * @param ritual what surrounds the stages
 */
public record RolloutPlan(
        String name,
        String digest,
        String service,
        String from,
        String to,
        String hypothesis,
        Actuation actuation,
        Duration interval,
        Duration bucket,
        List<Signal> signals,
        List<SignalGroup> groups,
        List<Stage> stages,
        Duration watch,
        List<Trigger> triggers,
        Optional<Condition.Comparison> traffic,
        TreeLimits limits,
        Ritual ritual) {

    public static final int MAX_SIGNALS = 64;
    public static final int MAX_GROUPS = 8;
    public static final int MAX_STAGES = 32;
    public static final int MAX_TRIGGERS = 128;

    /** Buckets that a window may hold; bounds the state of a rollout. */
    public static final int MAX_BUCKETS = 720;

    public RolloutPlan {
        signals = List.copyOf(signals);
        groups = List.copyOf(groups);
        stages = List.copyOf(stages);
        triggers = List.copyOf(triggers);
        requireCount("signals", signals.size(), 1, MAX_SIGNALS);
        requireCount("groups", groups.size(), 0, MAX_GROUPS);
        requireCount("stages", stages.size(), 1, MAX_STAGES);
        requireCount("triggers", triggers.size(), 0, MAX_TRIGGERS);
        if (!interval.isPositive() || bucket.compareTo(interval) < 0) {
            throw new IllegalArgumentException(
                    "bucket: " + bucket + " (expected: at least the interval, " + interval + ")");
        }
        if (signals.stream().noneMatch(Signal::golden)) {
            throw new IllegalArgumentException(
                    "signals: none passes anything (expected: at least one with a pass condition)");
        }
        for (int index = 1; index < stages.size(); index++) {
            if (stages.get(index).weight().compareTo(stages.get(index - 1).weight()) <= 0) {
                throw new IllegalArgumentException(
                        "stages["
                                + index
                                + "].weight: "
                                + stages.get(index).weight().percent()
                                + " % (expected: above the stage before)");
            }
        }
        for (SignalGroup group : groups) {
            requireRatios(group, signals);
        }
        if (watch.isNegative()) {
            throw new IllegalArgumentException("watch: " + watch + " (expected: >= 0)");
        }
    }

    /** A plan of stages and nothing around them. */
    public RolloutPlan(
            String name,
            String digest,
            String service,
            String from,
            String to,
            String hypothesis,
            Actuation actuation,
            Duration interval,
            Duration bucket,
            List<Signal> signals,
            List<SignalGroup> groups,
            List<Stage> stages,
            Duration watch,
            List<Trigger> triggers,
            Optional<Condition.Comparison> traffic,
            TreeLimits limits) {
        this(
                name,
                digest,
                service,
                from,
                to,
                hypothesis,
                actuation,
                interval,
                bucket,
                signals,
                groups,
                stages,
                watch,
                triggers,
                traffic,
                limits,
                Ritual.NONE);
    }

    /** The same plan with something around its stages. */
    public RolloutPlan with(Ritual surrounding) {
        return new RolloutPlan(
                name,
                digest,
                service,
                from,
                to,
                hypothesis,
                actuation,
                interval,
                bucket,
                signals,
                groups,
                stages,
                watch,
                triggers,
                traffic,
                limits,
                surrounding);
    }

    /** Index of a signal by name, or -1. */
    public int indexOf(String signal) {
        for (int index = 0; index < signals.size(); index++) {
            if (signals.get(index).name().equals(signal)) {
                return index;
            }
        }
        return -1;
    }

    public boolean isLastStage(int stageIndex) {
        return stageIndex == stages.size() - 1;
    }

    private static void requireRatios(SignalGroup group, List<Signal> signals) {
        for (int index : group.signals()) {
            boolean ratio =
                    index >= 0
                            && index < signals.size()
                            && signals.get(index)
                                    .comparison()
                                    .filter(one -> one.compare() == Compare.RATIO)
                                    .isPresent();
            if (!ratio) {
                throw new IllegalArgumentException(
                        "groups."
                                + group.name()
                                + ": signal "
                                + index
                                + " (expected: one that is compared as a ratio)");
            }
        }
    }

    /** Whether the judge compares any signal with the stable fleet. */
    public boolean judged() {
        return signals.stream().anyMatch(signal -> signal.comparison().isPresent());
    }

    private static void requireCount(String name, int count, int least, int most) {
        if (count < least || count > most) {
            throw new IllegalArgumentException(
                    name + ": " + count + " (expected: " + least + " to " + most + ")");
        }
    }
}
