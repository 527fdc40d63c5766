package dev.kanit.decision.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.measure.Track;
import dev.kanit.decision.plan.SignalGroup;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ville's inequality by simulation: a canary that is exactly as bad as allowed reaches the evidence
 * for a rollback, looked at on every tick, in one rollout of a hundred at most.
 */
final class ValidityTest {

    private static final int RUNS = 6000;
    private static final int TAUGHT_RUNS = 3000;
    private static final int TICKS = Layouts.HORIZON_TICKS;
    private static final double MOST = 0.01;
    private static final double ERROR_RATE = 0.02;
    private static final double RATIO = 1 + Layouts.ALLOWED;

    @ParameterizedTest(name = "phi {0}")
    @ValueSource(doubles = {0, 0.5})
    void betsOnNoiseOfKnownScaleKeepTheirPromise(double phi) {
        Draws draws = new Draws(1);
        int crossed = 0;
        for (int run = 0; run < RUNS; run++) {
            crossed += gaugeCrosses(draws.autoregressive(TICKS, phi), phi) ? 1 : 0;
        }
        assertRare(crossed);
    }

    @ParameterizedTest(name = "{0} requests, baseline {1}x")
    @CsvSource({"6, 1", "60, 1", "600, 1", "6, 49", "60, 49", "600, 49"})
    void betsOnCountsKeepTheirPromise(int requests, int baseline) {
        Draws draws = new Draws(2);
        int crossed = 0;
        for (int run = 0; run < RUNS; run++) {
            crossed += countsCross(draws, requests, baseline) ? 1 : 0;
        }
        assertRare(crossed);
    }

    @ParameterizedTest(name = "phi {0}, {1} requests, baseline {2}x")
    @CsvSource({"0, 6, 1", "0.5, 60, 1", "0, 600, 1", "0.5, 6, 49", "0, 60, 49", "0.5, 600, 49"})
    void combinedEvidenceKeepsThePromiseWhereEverySignalIsJustAsBadAsAllowed(
            double phi, int requests, int baseline) {
        JudgeLayout layout =
                Layouts.of(
                        Layouts.gauge(0),
                        Layouts.gauge(1),
                        Layouts.gauge(2),
                        Layouts.counts(Layouts.ERRORS));
        assertRare(combined(layout, RATIO, phi, requests, baseline));
    }

    /** A group allows two percent in common: more is what it is there to find. */
    @ParameterizedTest(name = "phi {0}")
    @ValueSource(doubles = {0, 0.5})
    void combinedEvidenceKeepsThePromiseWithAGroup(double phi) {
        JudgeLayout layout =
                new JudgeLayout(
                        List.of(
                                Layouts.gauge(0),
                                Layouts.gauge(1),
                                Layouts.gauge(2),
                                Layouts.counts(Layouts.ERRORS)),
                        List.of(new SignalGroup("all", List.of(0, 1, 2))),
                        TICKS,
                        Layouts.TICK);
        assertRare(combined(layout, JudgeParameters.COMPOSITE_ALLOWED, phi, 60, 9));
    }

    /**
     * Scale, autocorrelation and return are all estimated here: from stable halves before the
     * canary, and then from both. A random walk besides is noise that no first order explains.
     */
    @ParameterizedTest(name = "phi {0}, deviation {1}, {2} ticks of history, walk {3}")
    @CsvSource({
        "0.5, 0.1, 60, 0", "0.5, 0.2, 60, 0", "0, 0.2, 240, 0", "0.5, 0.1, 240, 0",
        "0.5, 0.2, 240, 0", "0.8, 0.1, 240, 0", "0.8, 0.2, 240, 0", "0.9, 0.1, 240, 0",
        "0.9, 0.2, 240, 0", "0.5, 0.1, 240, 0.02", "0.9, 0.1, 240, 0.02"
    })
    void gaugeOfANoiseThatOnlyTheHalvesTaughtKeepsThePromise(
            double phi, double deviation, int history, double walk) {
        Draws draws = new Draws(4);
        int crossed = 0;
        for (int run = 0; run < TAUGHT_RUNS; run++) {
            double[] halves = series(draws, history + TICKS, phi, walk);
            double[] canary = series(draws, TICKS, phi, walk);
            crossed += taughtCrosses(halves, canary, deviation) ? 1 : 0;
        }
        assertRare(crossed, TAUGHT_RUNS);
    }

    private static boolean taughtCrosses(double[] halves, double[] canary, double deviation) {
        JudgeLayout layout = Layouts.of(Layouts.gauge(0));
        Judge judge = new Judge(layout);
        JudgeState state = judge.start();
        int history = halves.length - canary.length;
        for (int tick = 0; tick < halves.length; tick++) {
            boolean before = tick < history;
            double worse = before ? Double.NaN : deviation * canary[tick - history];
            Tick.Builder builder = new Tick.Builder(1);
            double ratio = RATIO * StrictMath.exp(worse);
            Layouts.gauge(builder, 0, ratio, StrictMath.exp(deviation * halves[tick]));
            state = judge.next(state, builder.build(), before ? Judge.NO_STAGE : 0, 0);
            if (Evidence.of(layout, state).speaksForRollback()) {
                return true;
            }
        }
        return false;
    }

    private static double[] series(Draws draws, int ticks, double phi, double walk) {
        double[] series = draws.autoregressive(ticks, phi);
        double level = 0;
        for (int tick = 0; tick < ticks; tick++) {
            level += walk == 0 ? 0 : walk * draws.gaussian();
            series[tick] += level;
        }
        return series;
    }

    private static boolean gaugeCrosses(double[] series, double phi) {
        double[] slots = new double[Clock.SLOTS + Bets.SLOTS];
        Clock.start(slots);
        double last = Double.NaN;
        for (double now : series) {
            double onset = Clock.advance(slots, 0, TICKS);
            double standardised = GaugeProcess.innovation(now, last, phi, 1);
            double innovation =
                    Math.clamp(standardised, -JudgeParameters.CLIP, JudgeParameters.CLIP);
            double most = StrictMath.exp(JudgeParameters.MAX_GAUGE_STEP);
            Bets.place(slots, Clock.SLOTS, innovation, 1, onset, most);
            if (Bets.wealth(slots, Clock.SLOTS) + slots[Clock.TAIL] >= Evidence.ROLLBACK_AT) {
                return true;
            }
            last = now;
        }
        return false;
    }

    private static boolean countsCross(Draws draws, int requests, int baseline) {
        double[] slots = new double[Clock.SLOTS + CountBets.SLOTS];
        Clock.start(slots);
        for (int tick = 0; tick < TICKS; tick++) {
            double onset = Clock.advance(slots, 0, TICKS);
            Events canary = errors(draws, requests, RATIO);
            Events stable = errors(draws, requests * baseline, 1);
            CountBets.place(slots, Clock.SLOTS, canary, stable, RATIO, 1, onset);
            double evidence = CountBets.wealth(slots, Clock.SLOTS) + slots[Clock.TAIL];
            if (evidence >= Evidence.ROLLBACK_AT) {
                return true;
            }
        }
        return false;
    }

    private static int combined(
            JudgeLayout layout, double ratio, double phi, int requests, int baseline) {
        Draws draws = new Draws(3);
        Judge judge = new Judge(layout);
        int crossed = 0;
        for (int run = 0; run < RUNS; run++) {
            double[][] series = new double[6][];
            for (int one = 0; one < series.length; one++) {
                series[one] = draws.autoregressive(TICKS, phi);
            }
            JudgeState state = judge.start();
            boolean reached = false;
            for (int tick = 0; tick < TICKS && !reached; tick++) {
                state =
                        judge.next(
                                state, tick(draws, series, tick, ratio, requests, baseline), 0, 0);
                reached = Evidence.of(layout, state).speaksForRollback();
            }
            crossed += reached ? 1 : 0;
        }
        return crossed;
    }

    private static Tick tick(
            Draws draws, double[][] series, int tick, double ratio, int requests, int baseline) {
        Tick.Builder builder = new Tick.Builder(4);
        for (int signal = 0; signal < Layouts.ERRORS; signal++) {
            double canary = ratio * StrictMath.exp(0.05 * series[signal][tick]);
            double halves = StrictMath.exp(0.05 * series[3 + signal][tick]);
            Layouts.gauge(builder, signal, canary, halves);
        }
        Events canary = errors(draws, requests, RATIO);
        Events one = errors(draws, requests * baseline / 2, 1);
        Events other = errors(draws, requests * baseline / 2, 1);
        return builder.counts(Layouts.ERRORS, Track.CANARY, canary.bad(), canary.all())
                .counts(
                        Layouts.ERRORS,
                        Track.BASELINE,
                        one.bad() + other.bad(),
                        one.all() + other.all())
                .counts(Layouts.ERRORS, Track.HALF_A, one.bad(), one.all())
                .counts(Layouts.ERRORS, Track.HALF_B, other.bad(), other.all())
                .build();
    }

    private static Events errors(Draws draws, int requests, double ratio) {
        int bad = draws.poisson(ERROR_RATE * ratio * requests);
        return new Events(Math.min(bad, requests), requests);
    }

    private static void assertRare(int crossed) {
        assertRare(crossed, RUNS);
    }

    private static void assertRare(int crossed, int runs) {
        assertThat(Wilson.upper(crossed, runs))
                .as(String.format(Locale.ROOT, "%d of %d crossed", crossed, runs))
                .isLessThanOrEqualTo(MOST);
    }
}
