package dev.kanit.bench.judge;

import dev.kanit.bench.judge.trace.AutoregressiveSet;
import dev.kanit.bench.judge.trace.Scenarios;
import dev.kanit.bench.judge.trace.Trace;
import dev.kanit.decision.judge.Evidence;
import dev.kanit.decision.judge.Judge;
import dev.kanit.decision.judge.JudgeState;
import dev.kanit.decision.judge.Tick;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What a tick costs: the judge's step and reading its evidence, for eight signals.
 *
 * @param nanosPerTick median of the rounds, in time that one thread had a processor: who else is on
 *     the machine takes none of it
 * @param bytesPerSignal of state, what all signals share included
 */
public record Cost(double nanosPerTick, double bytesPerSignal) {

    private static final int ROUNDS = 9;
    private static final int TRACES = 32;
    private static final int NANOS_PER_MILLI = 1_000_000;

    /**
     * Warms up for the time, until both compilers are done with it, then measures for half of it.
     */
    static Cost measure(int millis) {
        Judge judge = JudgedRollout.judge();
        Tick[][] traces = new Tick[TRACES][Trace.TICKS];
        AutoregressiveSet set = new AutoregressiveSet("cost", false, 0.5, 0.05, false);
        for (int trace = 0; trace < TRACES; trace++) {
            Trace one = new Trace(set, Scenarios.all().getFirst(), new SplittableRandom(trace));
            for (int tick = 0; tick < Trace.TICKS; tick++) {
                traces[trace][tick] = one.tick(tick);
            }
        }
        round(judge, traces, millis);
        double[] nanos = new double[ROUNDS];
        for (int index = 0; index < ROUNDS; index++) {
            nanos[index] = round(judge, traces, millis / 2 / ROUNDS);
        }
        Arrays.sort(nanos);
        return new Cost(
                nanos[ROUNDS / 2], 8.0 * judge.layout().size() / judge.layout().signals().size());
    }

    /** Nanoseconds per tick. */
    private static double round(Judge judge, Tick[][] traces, long millis) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        long until = System.nanoTime() + millis * NANOS_PER_MILLI;
        long ticks = 0;
        double seen = 0;
        do {
            Tick[] trace = traces[(int) (ticks / Trace.TICKS % traces.length)];
            JudgeState state = judge.start();
            for (Tick tick : trace) {
                state = judge.next(state, tick, 0, 0.1);
                seen += Evidence.of(judge.layout(), state).forRollback();
            }
            ticks += trace.length;
        } while (System.nanoTime() < until);
        if (Double.isNaN(seen)) {
            throw new IllegalStateException("evidence: NaN (expected: a number)");
        }
        return (threads.getCurrentThreadCpuTime() - start) / (double) ticks;
    }
}
