package dev.kanit.decision.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How much of the likelihood to believe where events come in clumps. */
final class OverdispersionTest {

    private static final int TICKS = 400;
    private static final double MEAN = 40;
    private static final Events CANARY = new Events(60, 1000);
    private static final Events BASELINE = new Events(40, 1000);

    @Test
    void independentEventsAreBelievedNearlyWhole() {
        assertThat(tau(0)).isGreaterThan(0.85);
    }

    @Test
    void clumpsLowerWhatIsBelieved() {
        double mild = tau(0.2);
        double strong = tau(0.5);

        assertThat(mild).isLessThan(0.8);
        assertThat(strong).isLessThan(0.6 * mild);
        assertThat(strong).isPositive();
    }

    @Test
    void clumpsWeighTheMoreTheMoreEventsThereAre() {
        double[] slots = seen(0.5);

        assertThat(Overdispersion.tau(slots, 0, new Events(1, 1000), new Events(1, 1000)))
                .isGreaterThan(0.7);
        assertThat(Overdispersion.tau(slots, 0, new Events(600, 10_000), new Events(400, 10_000)))
                .isLessThan(0.1);
    }

    @Test
    void withoutHistoryEverythingIsBelieved() {
        assertThat(Overdispersion.tau(new double[Overdispersion.SLOTS], 0, CANARY, BASELINE))
                .isEqualTo(1);
    }

    @Test
    void ticksWithoutEventsTeachNothing() {
        double[] slots = new double[Overdispersion.SLOTS];
        Overdispersion.see(slots, 0, new Events(0, 100), new Events(0, 100));
        Overdispersion.see(slots, 0, Events.NONE, Events.NONE);

        assertThat(slots).containsOnly(0);
    }

    private static double tau(double deviation) {
        return Overdispersion.tau(seen(deviation), 0, CANARY, BASELINE);
    }

    /** Halves whose rates are each multiplied by their own noise. */
    private static double[] seen(double deviation) {
        Draws draws = new Draws(12);
        double[] slots = new double[Overdispersion.SLOTS];
        for (int tick = 0; tick < TICKS; tick++) {
            Overdispersion.see(slots, 0, half(draws, deviation), half(draws, deviation));
        }
        return slots;
    }

    private static Events half(Draws draws, double deviation) {
        double rate = StrictMath.exp(deviation * draws.gaussian());
        return new Events(Math.min(1000, draws.poisson(MEAN * rate)), 1000);
    }
}
