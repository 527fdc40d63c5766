package dev.kanit.decision.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** One number for a group, by hand. */
final class CompositeTest {

    @Test
    void membersCountByHowLittleNoiseTheyHave() {
        Composite composite = new Composite(0.02);
        composite.add(0.02, 0.02);
        composite.add(0.02, 0.02);
        composite.add(0.04, 0.04);

        // Each one standard deviation worse; weights 50, 50 and 25.
        assertThat(composite.value()).isCloseTo(125 / StrictMath.sqrt(5625), within(1e-12));
    }

    @Test
    void noMemberCountsAsLessNoisyThanHalfTheMean() {
        Composite composite = new Composite(0.1);
        composite.add(0, 0.001);
        composite.add(0.1, 0.1);
        composite.add(0.1, 0.1);

        // Weights 1/0.05, 10 and 10; without the floor the first would have 1000.
        assertThat(composite.value()).isCloseTo(20 / StrictMath.sqrt(600), within(1e-12));
    }

    @Test
    void memberFarOffCountsAsThreeDeviations() {
        Composite composite = new Composite(0.1);
        composite.add(9, 0.1);
        composite.add(0, 0.1);
        composite.add(0, 0.1);

        assertThat(composite.value()).isCloseTo(3 / StrictMath.sqrt(3), within(1e-12));
    }

    @Test
    void canarysMembersAreCountedBeyondTwoPercent() {
        Composite composite = new Composite(0.1);
        for (int member = 0; member < 3; member++) {
            composite.addBeyondAllowed(StrictMath.log(1.02), 0.1);
        }

        assertThat(composite.value()).isCloseTo(0, within(1e-12));
    }

    @Test
    void fewerThanThreeMembersAreNoGroup() {
        Composite composite = new Composite(0.1);
        composite.add(0.1, 0.1);
        composite.add(0.1, 0.1);
        composite.add(Double.NaN, 0.1);

        assertThat(composite.value()).isNaN();
        composite.add(0.1, 0.1);
        assertThat(composite.value()).isCloseTo(StrictMath.sqrt(3), within(1e-12));
    }

    @Test
    void allowanceIsInTheUnitOfTheGroup() {
        assertThat(new Composite(0.1).allowed()).isZero();
        Composite composite = new Composite(0.1);
        for (int member = 0; member < 4; member++) {
            composite.add(0, 0.1);
        }
        assertThat(composite.allowed()).isCloseTo(2 * StrictMath.log(1.02) / 0.1, within(1e-12));
    }
}
