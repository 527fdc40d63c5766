package dev.kanit.decision.rollout;

import dev.kanit.decision.measure.Absence;
import dev.kanit.decision.measure.Snapshot;
import dev.kanit.decision.rollout.RolloutInput.ActionFinished;
import dev.kanit.decision.rollout.RolloutInput.ActionKind;
import dev.kanit.decision.rollout.RolloutInput.CommandGiven;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.decision.rollout.RolloutInput.InputUnreadable;
import dev.kanit.decision.rollout.RolloutInput.SnapshotArrived;
import dev.kanit.decision.rollout.RolloutInput.TimeAdvanced;
import dev.kanit.decision.rule.Rulebook;
import java.util.List;
import java.util.SplittableRandom;

/** One random rollout, fully determined by its seed: weather changes, people interfere. */
public final class Simulation {

    private static final int INPUTS_PER_RUN = 400;
    private static final String[] PEOPLE = {"ayse", "mehmet", "zeynep"};

    /** What the world is like for a while. */
    private enum Weather {
        HEALTHY,
        SLOW,
        VERY_SLOW,
        FAILING,
        STORM,
        DRIFTING,
        LEAKING,
        STALLED,
        NO_DATA,
        CANARY_SILENT,
        PROVIDER_DOWN,
        NO_TRAFFIC,
        LOW_VOLUME,
        NO_BASELINE,
        NOT_A_NUMBER,
        MEMORY_MISSING
    }

    private static final List<CommandKind> KINDS = List.of(CommandKind.values());
    private static final List<Weather> WEATHERS = List.of(Weather.values());

    @FunctionalInterface
    public interface Observer {
        void onTransition(RolloutState before, RolloutInput input, Transition transition);
    }

    private final SplittableRandom random;
    private final Rulebook rules;
    private final SimulatedPeople people;
    private Weather weather = Weather.HEALTHY;
    private long now = 1_000_000_000_000L;
    private double drift;
    private long pendingAction = 1;

    private Simulation(long seed, Rulebook rules) {
        random = new SplittableRandom(seed);
        this.rules = rules;
        people = new SimulatedPeople(random, rules.plan());
    }

    /** Runs to the end and returns the state before the first input. */
    public static RolloutState run(long seed, Observer observer) {
        return run(seed, Plans.small(), observer);
    }

    /** The same with a plan that has the small one's signals. */
    public static RolloutState run(long seed, Rulebook rules, Observer observer) {
        return new Simulation(seed, rules).run(observer);
    }

    private RolloutState run(Observer observer) {
        Transition started = RolloutDecider.start("shop-1", rules, command(CommandKind.START));
        RolloutState initial = started.next();
        RolloutState state = initial;
        for (int step = 0; step < inputs(); step++) {
            RolloutInput input = input(state);
            Transition transition = RolloutDecider.transition(state, input);
            observer.onTransition(state, input, transition);
            state = transition.next();
        }
        return initial;
    }

    /** What surrounds the stages takes its time. */
    private int inputs() {
        return rules.plan().ritual().prepares() ? 2 * INPUTS_PER_RUN : INPUTS_PER_RUN;
    }

    private RolloutInput input(RolloutState state) {
        if (random.nextInt(25) == 0) {
            weather =
                    random.nextInt(3) > 0
                            ? Weather.HEALTHY
                            : WEATHERS.get(random.nextInt(WEATHERS.size()));
            drift = 0;
        }
        pendingAction =
                switch (state.phase()) {
                    case Phase.Live live
                            when live.standing() instanceof Phase.Entering(_, _, long action) ->
                            action;
                    case Phase.Live live
                            when live.standing() instanceof Phase.Promoting promoting ->
                            promoting.action();
                    case Phase.RollingBack rolling -> rolling.action();
                    case Phase.RollbackFailed failed -> failed.action();
                    default -> pendingAction;
                };
        if (rules.plan().ritual().prepares() && random.nextInt(busy(state)) == 0) {
            return people.input(state, now);
        }
        if (isPromoting(state) && random.nextInt(5) > 0) {
            return whilePromoting();
        }
        return switch (random.nextInt(60)) {
            case 0, 1, 2, 3, 4, 5 ->
                    new ActionFinished(
                            now, pendingAction, kind(state), random.nextInt(6) > 0, "as simulated");
            case 6 ->
                    random.nextBoolean()
                            ? new ActionFinished(
                                    now, pendingAction - 1, kind(state), true, "an old order")
                            : new ActionFinished(
                                    now,
                                    state.counters().sequence(),
                                    ActionKind.MITIGATE,
                                    random.nextInt(3) > 0,
                                    "a mitigation");
            case 7 -> new TimeAdvanced(now += random.nextInt(20_000, 400_000));
            case 8, 9 -> new TimeAdvanced(now += random.nextInt(1, 20_000));
            case 10, 14, 15 -> command(KINDS.get(random.nextInt(KINDS.size())));
            case 11 -> command(random.nextBoolean() ? CommandKind.RESUME : CommandKind.NOTE);
            case 12 -> random.nextInt(4) == 0 ? new InputUnreadable(now, "rollout.signals") : odd();
            case 13 -> odd();
            default -> snapshot(now += Plans.INTERVAL.toMillis(), now);
        };
    }

    /** Before the first stage and after a failed rollback, what happens is people's doing. */
    private static int busy(RolloutState state) {
        return switch (state.phase()) {
            case Phase.Preparing _, Phase.RollbackFailed _, Phase.Closed _, Phase.Promoting _ -> 2;
            default -> 25;
        };
    }

    /** Seldom reached and soon left: here everything is tried that is rare elsewhere. */
    private RolloutInput whilePromoting() {
        return switch (random.nextInt(6)) {
            case 0 -> new InputUnreadable(now, "rollout.actions");
            case 1 -> new TimeAdvanced(now += random.nextInt(20_000, 400_000));
            case 2 -> command(CommandKind.ROLL_BACK);
            case 3 -> command(CommandKind.NOTE);
            default -> command(KINDS.get(random.nextInt(KINDS.size())));
        };
    }

    private static boolean isPromoting(RolloutState state) {
        return state.phase() instanceof Phase.Live live
                && live.standing() instanceof Phase.Promoting;
    }

    private static ActionKind kind(RolloutState state) {
        if (isPromoting(state)) {
            return ActionKind.PROMOTE;
        }
        return state.phase() instanceof Phase.RollingBack
                        || state.phase() instanceof Phase.RollbackFailed
                ? ActionKind.ROLL_BACK
                : ActionKind.SET_WEIGHT;
    }

    private RolloutInput odd() {
        return switch (random.nextInt(4)) {
            case 0 -> snapshot(now + 60_000, now);
            case 1 -> snapshot(now - 50_000, now);
            case 2 -> snapshot(now, now + 500_000);
            default -> snapshot(now, now);
        };
    }

    private CommandGiven command(CommandKind kind) {
        String id = random.nextInt(8) == 0 ? "repeated" : "c" + random.nextLong();
        return new CommandGiven(now, id, kind, PEOPLE[random.nextInt(PEOPLE.length)], "because");
    }

    private SnapshotArrived snapshot(long taken, long received) {
        double noise = random.nextDouble();
        Snapshot.Builder builder = new Snapshot.Builder(6).takenAt(taken);
        double latency =
                switch (weather) {
                    case SLOW -> 320 + 50 * noise;
                    case VERY_SLOW -> 450 + 50 * noise;
                    case DRIFTING -> Math.min(195, 100 + (drift += 3) + noise);
                    default -> 100 + 20 * noise;
                };
        builder.reading(Plans.LATENCY, latency, 100 + noise, -1);
        double errors = weather == Weather.FAILING ? 0.03 : 0.002 * noise;
        builder.reading(Plans.ERRORS, errors, 0.001, weather == Weather.LOW_VOLUME ? 3 : 500);
        builder.reading(Plans.SCORE, weather == Weather.STALLED ? 2 : 20 + noise, 20, -1);
        double csp = weather == Weather.STORM ? 600 : noise;
        builder.reading(Plans.CSP, csp, weather == Weather.NO_BASELINE ? Double.NaN : 2, -1);
        builder.reading(Plans.TRAFFIC, weather == Weather.NO_TRAFFIC ? 0 : 50, 900, -1);
        double memory = weather == Weather.LEAKING ? 2e6 + (drift += 50_000) : 5e5 + 1000 * noise;
        builder.reading(Plans.MEMORY, memory, 5e5, -1);
        switch (weather) {
            case NO_DATA -> builder.missing(Plans.ERRORS, Absence.NO_DATA, Double.NaN);
            case MEMORY_MISSING -> builder.missing(Plans.MEMORY, Absence.NO_DATA, Double.NaN);
            case CANARY_SILENT -> builder.missing(Plans.ERRORS, Absence.NO_DATA, 0.001);
            case NOT_A_NUMBER -> builder.reading(Plans.ERRORS, Double.NaN, 0.001, 500);
            case NO_TRAFFIC -> builder.missing(Plans.ERRORS, Absence.NOT_A_NUMBER, 0.001);
            case PROVIDER_DOWN -> {
                for (int signal = 0; signal < 6; signal++) {
                    builder.missing(signal, Absence.PROVIDER_DOWN, Double.NaN);
                }
            }
            default -> {
                // A reading of every signal.
            }
        }
        return new SnapshotArrived(received, builder.build());
    }
}
