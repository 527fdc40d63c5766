package dev.kanit.decision.rollout;

import dev.kanit.decision.explain.Narrator;
import dev.kanit.decision.measure.Absence;
import dev.kanit.decision.measure.Snapshot;
import dev.kanit.decision.plan.Comparator;
import dev.kanit.decision.plan.Condition.Comparison;
import dev.kanit.decision.plan.Limit;
import dev.kanit.decision.plan.PlannedCheck;
import dev.kanit.decision.plan.Signal;
import dev.kanit.decision.rollout.Preparation.Outcome;
import dev.kanit.decision.rollout.RolloutInput.ActionFinished;
import dev.kanit.decision.rollout.RolloutInput.ActionKind;
import dev.kanit.decision.rollout.RolloutInput.CheckFinished;
import dev.kanit.decision.rollout.RolloutInput.CommandGiven;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.decision.rollout.RolloutInput.SnapshotArrived;
import dev.kanit.decision.rollout.RolloutInput.TimeAdvanced;
import dev.kanit.decision.rule.Rulebook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A rollout under a script: readings stay as they were set, one snapshot is taken per interval, and
 * every weight is in effect as soon as it is ordered, unless the script says otherwise. All signals
 * pass at first.
 */
public final class Scene {

    /** A time on the border of no bucket, so that tests do not depend on one. */
    public static final long START = 1_700_000_003_000L;

    private static final double NO_VALUE = Double.NaN;

    /** What was decided, with the state right after it. */
    public record Told(RolloutState before, RolloutEvent.Decision event, RolloutState state) {
        public String sentence() {
            return Narrator.sentence(state, event);
        }
    }

    private final Rulebook rules;
    private final double speed;
    private final double[] canary;
    private final double[] baseline;
    private final Tracks tracks;
    private final long[] samples;
    private final Absence[] absence;
    private final List<Told> told = new ArrayList<>();
    private RolloutState state;
    private long now = START;
    private boolean obedient = true;
    private Simulation.Observer observer = (_, _, _) -> {};
    private int commands;

    private Scene(Rulebook rules, double speed) {
        this.rules = rules;
        this.speed = speed;
        int signals = rules.layout().signals();
        tracks = new Tracks(rules.plan());
        canary = new double[signals];
        baseline = new double[signals];
        samples = new long[signals];
        absence = new Absence[signals];
        CommandGiven start = new CommandGiven(now, "start", CommandKind.START, "pipeline", "go");
        state = RolloutState.initial("shop-1", rules, now);
        for (int signal = 0; signal < signals; signal++) {
            absence[signal] = Absence.PRESENT;
            baseline[signal] = 10;
            canary[signal] = 10;
            samples[signal] = -1;
            Signal described = rules.plan().signals().get(signal);
            described.passes().ifPresent(this::meet);
            if (described.minSamples() > 0) {
                samples[signal] = described.minSamples() * 10;
            }
        }
        rules.plan().traffic().ifPresent(this::meet);
        record(RolloutDecider.start("shop-1", rules, start));
        obey();
    }

    public static Scene start(Rulebook rules) {
        return new Scene(rules, 1);
    }

    /** For a plan that was read with a speed: durations of the script are divided by it too. */
    public static Scene start(Rulebook rules, double speed) {
        return new Scene(rules, speed);
    }

    public Scene reading(String signal, double value) {
        int index = index(signal);
        canary[index] = value;
        absence[index] = Absence.PRESENT;
        return this;
    }

    public Scene baseline(String signal, double value) {
        baseline[index(signal)] = value;
        return this;
    }

    public Scene samples(String signal, long count) {
        samples[index(signal)] = count;
        return this;
    }

    public Scene missing(String signal, Absence why) {
        absence[index(signal)] = why;
        return this;
    }

    /** No signal of any track. */
    public Scene allMissing(Absence why) {
        for (int signal = 0; signal < absence.length; signal++) {
            absence[signal] = why;
            baseline[signal] = NO_VALUE;
        }
        return this;
    }

    /** The executor does nothing from now on. */
    public Scene deafExecutor() {
        obedient = false;
        return this;
    }

    /** One snapshot, one interval later. */
    public Scene snapshot() {
        now += rules.layout().intervalMillis();
        return arrives(built(now));
    }

    /** Snapshots for so long; at least one. */
    public Scene run(Duration planned) {
        return run(planned, _ -> {});
    }

    /** Snapshots for so long, each after {@code before} changed the readings. */
    public Scene run(Duration planned, Consumer<Scene> before) {
        long end = now + millis(planned);
        do {
            before.accept(this);
            snapshot();
        } while (now < end);
        return this;
    }

    /** No snapshot for so long; the clock is told of each deadline that passes. */
    public Scene silence(Duration planned) {
        long end = now + millis(planned);
        OptionalLong next = Deadlines.next(state);
        while (next.isPresent() && next.getAsLong() <= end) {
            input(new TimeAdvanced(next.getAsLong()));
            next = Deadlines.next(state);
        }
        now = end;
        return this;
    }

    /** A snapshot as the test built it, received now. */
    public Scene arrives(Snapshot snapshot) {
        return input(new SnapshotArrived(now, snapshot));
    }

    /** The readings as they are, taken at some other time. */
    public Snapshot built(long takenAtMillis) {
        Snapshot.Builder builder = new Snapshot.Builder(canary.length).takenAt(takenAtMillis);
        for (int signal = 0; signal < canary.length; signal++) {
            if (absence[signal] == Absence.PRESENT) {
                builder.reading(signal, canary[signal], baseline[signal], samples[signal]);
            } else if (absence[signal] == Absence.CANARY_SILENT) {
                builder.missing(signal, Absence.NO_DATA, baseline[signal]);
            } else {
                boolean both = absence[signal] == Absence.NO_DATA;
                builder.missing(signal, absence[signal], both ? NO_VALUE : baseline[signal]);
            }
        }
        tracks.fill(builder, share());
        return builder.build();
    }

    private double share() {
        return switch (state.phase()) {
            case Phase.Live live when live.standing() instanceof Phase.Entering(int stage, _, _) ->
                    stage == 0 ? 0 : weight(stage - 1);
            case Phase.Live live -> weight(live.stage());
            default -> 0;
        };
    }

    private double weight(int stage) {
        return rules.plan().stages().get(stage).weight().percent() / 100;
    }

    /** From now on the canary is so many times as bad as the stable fleet, for the judge. */
    public Scene worse(String signal, double factor) {
        tracks.worse(index(signal), factor);
        return this;
    }

    Tracks tracks() {
        return tracks;
    }

    /** From now on the canary has nothing to compare. */
    public Scene incomparable(String signal) {
        tracks.silent(index(signal));
        return this;
    }

    public Scene command(CommandKind kind, String by) {
        commands++;
        return input(new CommandGiven(now, "c" + commands, kind, by, "because"));
    }

    /** A command about somebody or something. */
    public Scene about(CommandKind kind, String by, String subject) {
        return command(kind, by, subject, rules.plan().digest(), Phase.NONE, Roles.UNKNOWN);
    }

    /** An override, or anything else that ends so long from now. */
    public Scene until(CommandKind kind, String by, String subject, Duration planned) {
        return command(
                kind, by, subject, rules.plan().digest(), now + millis(planned), Roles.UNKNOWN);
    }

    public Scene command(
            CommandKind kind,
            String by,
            String subject,
            String planDigest,
            long expiresAtMillis,
            Roles roles) {
        commands++;
        return input(
                new CommandGiven(
                        now,
                        "c" + commands,
                        kind,
                        by,
                        "because",
                        subject,
                        planDigest,
                        expiresAtMillis,
                        roles));
    }

    /** A check's first answer. */
    public Scene answer(String check, Outcome outcome) {
        return answer(check, outcome, 1);
    }

    public Scene answer(String check, Outcome outcome, int run) {
        return input(new CheckFinished(now, check, outcome, run, rules.plan().digest()));
    }

    /** Every check that is run passes, and every attestation is given. */
    public Scene allAnswer() {
        for (PlannedCheck check : rules.plan().ritual().checks().orElseThrow().checks()) {
            Scene _ =
                    check.witness()
                            .map(
                                    by ->
                                            about(
                                                    CommandKind.ATTEST,
                                                    by.isEmpty() ? "ayse" : by,
                                                    check.name()))
                            .orElseGet(() -> answer(check.name(), Outcome.PASSED));
        }
        return this;
    }

    /** The outcome of the newest order. */
    public Scene finished(boolean succeeded) {
        return input(OpenOrder.of(state.phase()).finished(now, succeeded));
    }

    /** The outcome of the newest mitigation. */
    public Scene mitigated(boolean succeeded) {
        long action =
                told.stream()
                        .filter(one -> one.event() instanceof RolloutEvent.MitigationOrdered)
                        .toList()
                        .getLast()
                        .state()
                        .counters()
                        .sequence();
        return input(new ActionFinished(now, action, ActionKind.MITIGATE, succeeded, "as ordered"));
    }

    public Scene input(RolloutInput input) {
        decide(input);
        obey();
        return this;
    }

    /** From now on hears of every input and what came of it. */
    public Scene observedBy(Simulation.Observer listener) {
        observer = listener;
        return this;
    }

    public RolloutState state() {
        return state;
    }

    public Phase phase() {
        return state.phase();
    }

    public long now() {
        return now;
    }

    public Rulebook rules() {
        return rules;
    }

    /** All decisions so far, oldest first. */
    public List<Told> told() {
        return List.copyOf(told);
    }

    public <E extends RolloutEvent.Decision> List<E> all(Class<E> kind) {
        return told.stream().map(Told::event).filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The newest decision of a kind; fails when there is none. */
    public <E extends RolloutEvent.Decision> E newest(Class<E> kind) {
        return all(kind).getLast();
    }

    /** The sentence of the newest decision of a kind. */
    public String sentenceOf(Class<? extends RolloutEvent.Decision> kind) {
        return told.stream()
                .filter(one -> kind.isInstance(one.event()))
                .toList()
                .getLast()
                .sentence();
    }

    public long millis(Duration planned) {
        return Math.round(planned.toMillis() / speed);
    }

    private void decide(RolloutInput input) {
        RolloutState before = state;
        Transition transition = RolloutDecider.transition(state, input);
        record(transition);
        observer.onTransition(before, input, transition);
    }

    private void record(Transition transition) {
        for (RolloutEvent event : transition.events()) {
            RolloutState before = state;
            state = RolloutDecider.evolve(state, event);
            if (event instanceof RolloutEvent.Decision decision) {
                told.add(new Told(before, decision, state));
            }
        }
    }

    private void obey() {
        while (obedient
                && state.phase() instanceof Phase.Live live
                && live.standing() instanceof Phase.Entering) {
            decide(OpenOrder.of(state.phase()).finished(now, true));
        }
    }

    private void meet(Comparison condition) {
        if (condition.right() instanceof Limit.Fixed(double limit)) {
            Comparator comparator = condition.comparator();
            canary[condition.left().signal()] = comparator.wantsMore() ? limit * 2 : limit / 2;
            baseline[condition.left().signal()] = limit;
        }
    }

    private int index(String signal) {
        int index = rules.plan().indexOf(signal);
        if (index < 0) {
            throw new IllegalArgumentException("signal: " + signal + " (expected: of the plan)");
        }
        return index;
    }
}
