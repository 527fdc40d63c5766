package dev.kanit.decision.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bets on the ratio of two rates, against exact binomial likelihoods. */
final class CountBetsTest {

    private static final double ALLOWED = 1.2;

    @ParameterizedTest(name = "{0} of {1} against {2} of {3}")
    @CsvSource({"3, 100, 2, 300", "0, 50, 4, 50", "1, 6, 0, 294", "2, 600, 30, 29400"})
    void factorIsTheExactLikelihoodRatioOfTwoBinomials(
            int suspectBad, int suspectAll, int referenceBad, int referenceAll) {
        Events suspect = new Events(suspectBad, suspectAll);
        Events reference = new Events(referenceBad, referenceAll);
        int both = suspectBad + referenceBad;
        double underNull = share(ALLOWED, suspectAll, referenceAll);
        for (int ratio = 0; ratio < CountBets.SLOTS; ratio++) {
            double bet = JudgeParameters.RATIOS[ratio];
            double underBet = share(ALLOWED * bet, suspectAll, referenceAll);
            double exact =
                    StrictMath.log(
                            binomial(both, suspectBad, underBet)
                                    / binomial(both, suspectBad, underNull));
            assertThat(CountBets.logFactor(ratio, suspect, reference, ALLOWED, 1))
                    .isCloseTo(Math.min(cap(bet), exact), within(1e-9));
        }
    }

    /** All outcomes counted, not drawn: what a bet expects under the null is at most its stake. */
    @ParameterizedTest(name = "{0} events, {1} against {2}, tau {3}")
    @CsvSource({"1, 10, 10, 1", "12, 6, 294, 1", "40, 600, 600, 1", "40, 600, 29400, 0.4"})
    void noBetGainsInExpectationWhereTheCanaryIsJustAsBadAsAllowed(
            int both, int suspectAll, int referenceAll, double tau) {
        double underNull = share(ALLOWED, suspectAll, referenceAll);
        for (int ratio = 0; ratio < CountBets.SLOTS; ratio++) {
            double expected = 0;
            for (int bad = 0; bad <= both; bad++) {
                Events suspect = new Events(bad, suspectAll);
                Events reference = new Events(both - bad, referenceAll);
                double log = CountBets.logFactor(ratio, suspect, reference, ALLOWED, tau);
                expected += binomial(both, bad, underNull) * StrictMath.exp(log);
            }
            assertThat(expected).isLessThanOrEqualTo(1 + 1e-9);
        }
    }

    @Test
    void sevenTimesTheExpectedErrorsWinByHand() {
        double[] slots = new double[CountBets.SLOTS];
        // One event, the canary's, at equal exposure and r = 1: e_R = 2R / (R + 1).
        CountBets.place(slots, 0, new Events(1, 10), new Events(0, 10), 1, 1, 1);

        for (int ratio = 0; ratio < CountBets.SLOTS; ratio++) {
            double bet = JudgeParameters.RATIOS[ratio];
            assertThat(slots[ratio]).isCloseTo(2 * bet / (bet + 1), within(1e-12));
        }
    }

    @Test
    void ticksWithoutBadEventsProveNothing() {
        double[] slots = new double[CountBets.SLOTS];
        CountBets.place(slots, 0, new Events(0, 600), new Events(0, 600), 1, 1, 0.5);

        assertThat(slots).containsOnly(0.5);
    }

    @Test
    void noBetGainsMoreThanItsCapOnABurst() {
        double[] slots = new double[CountBets.SLOTS];
        Arrays.fill(slots, 1);
        CountBets.place(slots, 0, new Events(500, 600), new Events(1, 600), 1, 1, 0);

        for (int ratio = 0; ratio < CountBets.SLOTS; ratio++) {
            double cap = cap(JudgeParameters.RATIOS[ratio]);
            assertThat(StrictMath.log(slots[ratio])).isCloseTo(cap, within(1e-9));
        }
    }

    private static double cap(double ratio) {
        return Math.min(
                JudgeParameters.MAX_COUNT_STEP,
                JudgeParameters.MAX_COUNT_STEP_PER_LOG_RATIO * StrictMath.log(ratio));
    }

    private static double share(double ratio, double suspect, double reference) {
        return ratio * suspect / (ratio * suspect + reference);
    }

    private static double binomial(int draws, int hits, double share) {
        double log = hits * StrictMath.log(share) + (draws - hits) * StrictMath.log1p(-share);
        for (int hit = 1; hit <= hits; hit++) {
            log += StrictMath.log((draws - hits + hit) / (double) hit);
        }
        return StrictMath.exp(log);
    }
}
