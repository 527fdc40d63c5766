package dev.kanit.bench.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.bench.judge.trace.AutoregressiveSet;
import dev.kanit.bench.judge.trace.Half;
import dev.kanit.bench.judge.trace.Seeds;
import dev.kanit.bench.judge.trace.Trace;
import dev.kanit.bench.judge.trace.TraceSet;
import dev.kanit.decision.judge.Evidence;
import dev.kanit.decision.judge.Judge;
import dev.kanit.decision.judge.JudgeLayout;
import dev.kanit.decision.judge.JudgeState;
import dev.kanit.decision.judge.Judged;
import dev.kanit.decision.judge.Tick;
import dev.kanit.decision.measure.Track;
import dev.kanit.decision.plan.BaselineComparison;
import dev.kanit.decision.plan.BaselineComparison.Compare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Evidence is a supermartingale at the edge of its null: every gauge of the canary is worse by
 * exactly what is allowed, all the time, and still chance may reach a rollback in 1 % at most. The
 * baseline is steady, so that scale and autocorrelation of the ratio are the known ones.
 */
final class BoundaryTest {

    private static final int ROLLOUTS = 3_000;

    /** Long enough for scale and autocorrelation to be as good as known. */
    private static final int HISTORY = 600;

    private static final double ALLOWED = 0.1;

    @ParameterizedTest
    @CsvSource({"0, 0.05", "0.5, 0.05"})
    void canaryAtTheAllowedWorseningIsRolledBackInLessThanOnePercent(double phi, double deviation) {
        Interval rate = falseAlarms(phi, deviation);

        assertThat(rate.high()).as("false alarms: %s", rate).isLessThan(0.01);
    }

    /** The estimate of a strong autocorrelation is biased: the bound holds, without room. */
    @Test
    void strongAutocorrelationLeavesTheBoundNoRoom() {
        Interval rate = falseAlarms(0.8, 0.05);

        assertThat(rate.low()).as("false alarms: %s", rate).isLessThan(0.01);
    }

    private static Interval falseAlarms(double phi, double deviation) {
        Judge judge = judge();
        TraceSet set = new AutoregressiveSet("boundary", false, phi, deviation, false);
        int alarms = 0;
        for (int index = 0; index < ROLLOUTS; index++) {
            RandomGenerator random = Seeds.of(1, Half.REPORTED, "boundary-" + phi, "edge", index);
            alarms += alarms(judge, set.draw(random), random) ? 1 : 0;
        }
        return Interval.wilson(alarms, ROLLOUTS);
    }

    private static boolean alarms(Judge judge, TraceSet.Service service, RandomGenerator random) {
        int all = HISTORY + Trace.TICKS;
        double[][] canary = service.cut(random, all);
        double[][] half = service.cut(random, all);
        JudgeState state = judge.start();
        for (int at = 0; at < all; at++) {
            boolean live = at >= HISTORY;
            Tick.Builder tick = new Tick.Builder(TraceSet.GAUGES);
            for (int gauge = 0; gauge < TraceSet.GAUGES; gauge++) {
                tick.gauge(gauge, Track.BASELINE, 1);
                tick.gauge(gauge, Track.HALF_A, half[gauge][at]);
                tick.gauge(gauge, Track.HALF_B, 1);
                if (live) {
                    tick.gauge(gauge, Track.CANARY, canary[gauge][at] * (1 + ALLOWED));
                }
            }
            state = judge.next(state, tick.build(), live ? 0 : Judge.NO_STAGE, 0.1);
            if (live && Evidence.of(judge.layout(), state).speaksForRollback()) {
                return true;
            }
        }
        return false;
    }

    /** Without a group: its own allowance is smaller than what the canary has here. */
    private static Judge judge() {
        List<Judged> signals = new ArrayList<>();
        for (int gauge = 0; gauge < TraceSet.GAUGES; gauge++) {
            signals.add(
                    new Judged(
                            gauge,
                            "gauge" + gauge,
                            true,
                            new BaselineComparison(
                                    Compare.RATIO, ALLOWED, 0, 0, OptionalDouble.empty())));
        }
        return new Judge(new JudgeLayout(signals, List.of(), Trace.TICKS, Duration.ofSeconds(10)));
    }
}
