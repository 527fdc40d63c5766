package dev.kanit.decision.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Bets on the side on which innovations fall. */
final class SignBetsTest {

    private static final int ROLLOUTS = 4_000;
    private static final int TICKS = 240;

    /** Autocorrelation is as good as known. */
    private static final double KNOWN = 1e15;

    @Test
    void eachBetMultipliesItsWealthByItsShareOfTheSide() {
        double[] slots = {1, 1};
        SignBets.place(slots, 0, 0.25, KNOWN, 0.5);
        for (int bet = 0; bet < SignBets.SLOTS; bet++) {
            double factor = 1 + JudgeParameters.SIGN_BETS[bet] / 2;
            assertThat(slots[bet]).isCloseTo(1.5 * factor, within(1e-12));
        }
    }

    @Test
    void howFarAnInnovationIsDoesNotMatter() {
        double[] near = {1, 1};
        double[] far = {1, 1};
        SignBets.place(near, 0, 0.6, KNOWN, 0);
        SignBets.place(far, 0, 4, KNOWN, 0);
        assertThat(near).isEqualTo(far);
    }

    @Test
    void wealthStaysWithinItsCeilingAndAboveZero() {
        double[] slots = {1, 1};
        for (int tick = 0; tick < 5_000; tick++) {
            SignBets.place(slots, 0, 4, KNOWN, 0);
        }
        assertThat(slots).containsOnly(JudgeParameters.MAX_EVIDENCE);
        for (int tick = 0; tick < 5_000; tick++) {
            SignBets.place(slots, 0, -4, KNOWN, 0);
        }
        assertThat(SignBets.wealth(slots, 0)).isNotNegative();
    }

    /**
     * Noise whose scale jumps by a factor of a hundred and whose tails have no variance: symmetric,
     * and nothing else. Ville's inequality must hold at 1 in 20.
     */
    @Test
    void chanceReachesTwentyInOneOfTwentyRolloutsAtMostWhateverTheScale() {
        Draws draws = new Draws(11);
        int reached = 0;
        for (int rollout = 0; rollout < ROLLOUTS; rollout++) {
            double[] slots = {1, 1};
            double most = 0;
            for (int tick = 0; tick < TICKS; tick++) {
                double scale = tick / 40 % 2 == 0 ? 0.1 : 10;
                SignBets.place(slots, 0, scale * cauchy(draws), KNOWN, 0);
                most = Math.max(most, SignBets.wealth(slots, 0));
            }
            reached += most >= 20 ? 1 : 0;
        }
        assertThat(reached / (double) ROLLOUTS).isLessThan(0.05);
    }

    @Test
    void smallLastingShiftInHeavyNoiseIsFound() {
        Draws draws = new Draws(12);
        int found = 0;
        for (int rollout = 0; rollout < 200; rollout++) {
            double[] slots = {1, 1};
            double most = 0;
            for (int tick = 0; tick < TICKS; tick++) {
                SignBets.place(slots, 0, 1 + cauchy(draws), KNOWN, 0);
                most = Math.max(most, SignBets.wealth(slots, 0));
            }
            found += most >= 100 ? 1 : 0;
        }
        assertThat(found).isGreaterThan(190);
    }

    @Test
    void whileAutocorrelationIsNewABetPaysForIt() {
        double[] slots = {1, 1};
        double ticks = 2 * JudgeParameters.SIGN_FEE_TICKS;
        SignBets.place(slots, 0, 4, ticks, 0);
        for (int bet = 0; bet < SignBets.SLOTS; bet++) {
            assertThat(slots[bet]).isCloseTo(1 + JudgeParameters.SIGN_BETS[bet] / 2, within(1e-12));
        }
    }

    /** Heavy tails: a ratio of two independent normal values has no variance. */
    private static double cauchy(Draws draws) {
        double over = draws.gaussian();
        double under = draws.gaussian();
        return over / under;
    }
}
