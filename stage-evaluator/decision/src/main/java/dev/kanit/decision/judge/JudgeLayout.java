package dev.kanit.decision.judge;

import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.decision.plan.SignalGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the judge keeps for a plan, and where: each judged signal and each group has a slice of one
 * array of slots, behind those that all share.
 */
public final class JudgeLayout {

    /** Ticks that a judge plans for at least: a shorter rollout has no time to be judged. */
    private static final double LEAST_HORIZON = 20;

    private final List<Judged> signals;
    private final List<List<Integer>> groups;
    private final List<String> groupNames;
    private final int[] signalAt;
    private final int[] groupAt;
    private final int[] openAt;
    private final int openSize;
    private final int size;
    private final double horizonTicks;
    private final double dayTicks;
    private final double tickHours;
    private final long tickMillis;
    private final int counts;

    /**
     * @param signals what is judged, at least one
     * @param groups members by index into {@code signals}
     * @param horizonTicks planned length of the rollout in ticks, above 0
     * @param tick length of a tick, above 0
     */
    public JudgeLayout(
            List<Judged> signals, List<SignalGroup> groups, double horizonTicks, Duration tick) {
        this.signals = List.copyOf(signals);
        this.groups = groups.stream().map(SignalGroup::signals).toList();
        this.groupNames = groups.stream().map(SignalGroup::name).toList();
        this.horizonTicks = Math.max(LEAST_HORIZON, horizonTicks);
        this.dayTicks = Duration.ofDays(1).toMillis() / (double) tick.toMillis();
        this.tickMillis = tick.toMillis();
        this.tickHours = tick.toMillis() / (double) Duration.ofHours(1).toMillis();
        this.signalAt = new int[signals.size()];
        this.groupAt = new int[groups.size()];
        this.openAt = new int[signals.size()];
        int next = Clock.SLOTS + TrafficSplit.SLOTS;
        int counted = 0;
        int open = 0;
        for (int signal = 0; signal < signalAt.length; signal++) {
            signalAt[signal] = next;
            next += slots(signals.get(signal));
            openAt[signal] = open;
            open += OpenTick.slots(signals.get(signal));
            counted += signals.get(signal).counts() ? 1 : 0;
        }
        for (int group = 0; group < groupAt.length; group++) {
            groupAt[group] = next;
            next += Reading.SLOTS + GaugeProcess.SLOTS;
        }
        this.size = next;
        this.openSize = open;
        this.counts = counted;
    }

    /** What a plan asks the judge for. Signals keep the plan's order. */
    static JudgeLayout of(RolloutPlan plan) {
        List<Judged> signals = new ArrayList<>();
        int[] index = new int[plan.signals().size()];
        for (int signal = 0; signal < index.length; signal++) {
            index[signal] = signals.size();
            if (plan.signals().get(signal).comparison().isPresent()) {
                signals.add(Judged.of(signal, plan.signals().get(signal)));
            }
        }
        List<SignalGroup> groups =
                plan.groups().stream()
                        .map(
                                group ->
                                        new SignalGroup(
                                                group.name(),
                                                group.signals().stream()
                                                        .map(one -> index[one])
                                                        .toList()))
                        .toList();
        long bakeMillis = plan.stages().stream().mapToLong(stage -> stage.bake().toMillis()).sum();
        return new JudgeLayout(
                signals, groups, bakeMillis / (double) plan.bucket().toMillis(), plan.bucket());
    }

    private static int slots(Judged signal) {
        int process = signal.counts() ? CountProcess.SLOTS : GaugeProcess.SLOTS;
        return Reading.SLOTS + process + (signal.mayLeak() ? Leak.SLOTS : 0);
    }

    public List<Judged> signals() {
        return signals;
    }

    /** Members of each group, by index into {@link #signals()}. */
    List<List<Integer>> groups() {
        return groups;
    }

    public List<String> groupNames() {
        return groupNames;
    }

    /** Slots in all. */
    public int size() {
        return size;
    }

    /** Planned length of the rollout in ticks. */
    public double horizonTicks() {
        return horizonTicks;
    }

    double dayTicks() {
        return dayTicks;
    }

    /** Length of a tick in hours. */
    double tickHours() {
        return tickHours;
    }

    long tickMillis() {
        return tickMillis;
    }

    /** Slots of an open tick. */
    int openSize() {
        return openSize;
    }

    /** Where an open tick keeps one signal. */
    int openAt(int signal) {
        return openAt[signal];
    }

    int readingAt(int signal) {
        return signalAt[signal];
    }

    int processAt(int signal) {
        return signalAt[signal] + Reading.SLOTS;
    }

    int leakAt(int signal) {
        return processAt(signal) + GaugeProcess.SLOTS;
    }

    int groupReadingAt(int group) {
        return groupAt[group];
    }

    int groupAt(int group) {
        return groupAt[group] + Reading.SLOTS;
    }

    /** Share of one signal's process in the combined evidence. Shares of a plan sum to 1. */
    double weight(int signal) {
        return signals.get(signal).counts()
                ? JudgeParameters.COUNTS_WEIGHT / counts / all()
                : JudgeParameters.GAUGES_WEIGHT / (signals.size() - counts) / all();
    }

    /** Share of one group. */
    double groupWeight() {
        return JudgeParameters.COMPOSITES_WEIGHT / groupAt.length / all();
    }

    /** What the kinds of processes that the plan has would weigh together. */
    private double all() {
        return (counts > 0 ? JudgeParameters.COUNTS_WEIGHT : 0)
                + (signals.size() > counts ? JudgeParameters.GAUGES_WEIGHT : 0)
                + (groupAt.length > 0 ? JudgeParameters.COMPOSITES_WEIGHT : 0);
    }
}
