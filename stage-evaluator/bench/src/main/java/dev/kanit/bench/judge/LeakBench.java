package dev.kanit.bench.judge;

import dev.kanit.bench.judge.trace.Seeds;
import dev.kanit.decision.judge.Evidence;
import dev.kanit.decision.judge.Judge;
import dev.kanit.decision.judge.JudgeLayout;
import dev.kanit.decision.judge.JudgeState;
import dev.kanit.decision.judge.Judged;
import dev.kanit.decision.judge.LeakFinding;
import dev.kanit.decision.judge.Tick;
import dev.kanit.decision.measure.Track;
import dev.kanit.decision.plan.BaselineComparison;
import dev.kanit.decision.plan.BaselineComparison.Compare;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * Memory in use: a level, the saw-tooth of a garbage collector and 1 % of noise, on nine instances
 * of the fleet and one of the canary. Used up at twice the level, so that a leak of 0.5 % per tick
 * of 10 s matters: it would be over in half an hour.
 */
final class LeakBench {

    /** Growth of the leaking canary per tick, as a share of its first level. */
    static final double LEAK_PER_TICK = 0.005;

    static final int TICKS = 90;

    private static final int INSTANCES = 9;
    private static final double NOISE = 0.01;
    private static final double SAW_TOOTH = 0.3;
    private static final double EXHAUSTED_AT = 2;

    private final Judge judge;
    private final BenchSettings settings;

    LeakBench(BenchSettings settings) {
        this.settings = settings;
        BaselineComparison memory =
                new BaselineComparison(Compare.RATIO, 0.1, 0, 0, OptionalDouble.of(EXHAUSTED_AT));
        this.judge =
                new Judge(
                        new JudgeLayout(
                                List.of(new Judged(0, "memory", true, memory)),
                                List.of(),
                                TICKS,
                                Duration.ofSeconds(10)));
    }

    /**
     * Runs rollouts.
     *
     * @param perTick growth per tick as a share; 0 for none
     * @param shortest ticks between two collections, at least
     * @param longest the same, at most
     */
    Leaks run(String name, int traces, double perTick, double shortest, double longest) {
        Tally.Builder found = new Tally.Builder(0);
        Tally.Builder rolledBack = new Tally.Builder(0);
        DecisionLog log = new DecisionLog();
        for (int index = 0; index < traces; index++) {
            RandomGenerator random =
                    Seeds.of(settings.seed(), settings.half(), "memory", name, index);
            int[] ticks = rollout(random, perTick, shortest, longest);
            found.add(ticks[0], ticks[0] >= 0, false);
            rolledBack.add(ticks[1], ticks[1] >= 0, false);
            log.add(name + " " + index + " " + ticks[0] + " " + ticks[1]);
        }
        return new Leaks(name, found.build(), rolledBack.build(), log.digest());
    }

    /** Ticks of the finding and of a rollback by evidence. */
    private int[] rollout(RandomGenerator random, double perTick, double shortest, double longest) {
        SawTooth[] instances = new SawTooth[INSTANCES + 1];
        for (int instance = 0; instance < instances.length; instance++) {
            double period = shortest + (longest - shortest) * random.nextDouble();
            instances[instance] = new SawTooth(period, random.nextDouble());
        }
        int[] ticks = {-1, -1};
        JudgeState state = judge.start();
        for (int tick = 0; tick < TICKS; tick++) {
            double baseline = 0;
            for (int instance = 1; instance < instances.length; instance++) {
                baseline += instances[instance].at(tick) * noise(random) / INSTANCES;
            }
            double canary = instances[0].at(tick) * noise(random) * (1 + perTick * tick);
            state = judge.next(state, tick(canary, baseline), 0, 1.0 / (INSTANCES + 1));
            Evidence evidence = Evidence.of(judge.layout(), state);
            ticks[0] = first(ticks[0], evidence.leak() != LeakFinding.NONE, tick);
            ticks[1] = first(ticks[1], evidence.speaksForRollback(), tick);
        }
        return ticks;
    }

    private static int first(int known, boolean now, int tick) {
        return known < 0 && now ? tick : known;
    }

    private static Tick tick(double canary, double baseline) {
        return new Tick.Builder(1)
                .gauge(0, Track.CANARY, canary)
                .gauge(0, Track.BASELINE, baseline)
                .build();
    }

    private static double noise(RandomGenerator random) {
        return StrictMath.exp(NOISE * random.nextGaussian());
    }

    /** Memory fills and is collected. */
    private record SawTooth(double periodTicks, double phase) {
        double at(int tick) {
            double turns = tick / periodTicks + phase;
            return 1 + SAW_TOOTH * (turns - StrictMath.floor(turns));
        }
    }
}
