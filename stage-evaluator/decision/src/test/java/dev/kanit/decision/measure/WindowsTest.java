package dev.kanit.decision.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kanit.decision.plan.Comparator;
import dev.kanit.decision.plan.Condition.Comparison;
import dev.kanit.decision.plan.Effect;
import dev.kanit.decision.plan.Limit;
import dev.kanit.decision.plan.Measure;
import dev.kanit.decision.plan.Measure.Function;
import dev.kanit.decision.plan.Trigger;
import dev.kanit.decision.rollout.Plans;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WindowsTest {

    private static final double GAP = Double.NaN;

    @Test
    void meanIsTheMeanOfTheWindowAlone() {
        assertThat(over(3, Function.MEAN).values(900, 1, 2, 6).closed().windowed(0)).isEqualTo(3);
    }

    @Test
    void maximumAndMinimumAreThoseOfTheWindowAlone() {
        double[] values = {900, 0, 5, 7, 6};
        assertThat(over(3, Function.MAX).values(values).closed().windowed(0)).isEqualTo(7);
        assertThat(over(3, Function.MIN).values(values).closed().windowed(0)).isEqualTo(5);
    }

    @Test
    void percentileIsTheNearestRank() {
        double[] values = {20, 1, 19, 2, 18, 3, 17, 4, 16, 5, 15, 6, 14, 7, 13, 8, 12, 9, 11, 10};
        assertThat(over(20, Function.P95).values(values).closed().windowed(0)).isEqualTo(19);
        assertThat(over(10, Function.P95).values(values).closed().windowed(0)).isEqualTo(15);
    }

    /**
     * x = 0, 10, 20, 30, 40 s; y = 1, 3, 2, 5, 4: covariance 40 + 0 + 0 + 20 + 20 = 80, variance
     * 1000, so 0.08 per second.
     */
    @Test
    void slopeIsLeastSquaresPerSecond() {
        double slope = over(5, Function.SLOPE).values(9, 1, 3, 2, 5, 4).closed().windowed(0);
        assertThat(slope).isCloseTo(0.08, within(1e-15));
    }

    /** x = 0, 10, 30, 40 s; y = 0, 1, 3, 4: the gap leaves the line where it is. */
    @Test
    void slopeKeepsTheTimeOfAGap() {
        double slope = over(5, Function.SLOPE).values(0, 1, GAP, 3, 4).closed().windowed(0);
        assertThat(slope).isCloseTo(0.1, within(1e-15));
    }

    @Test
    void slopeOfTwoPointsIsNotJudged() {
        assertThat(over(2, Function.SLOPE).values(1, 2).closed().windowed(0)).isNaN();
    }

    @ParameterizedTest(name = "{0} of 10 buckets filled: judged {1}")
    @CsvSource({"10, true", "9, true", "8, true", "7, false", "1, false"})
    void windowIsJudgedFromFourFifthsCoverageOn(int filled, boolean judged) {
        Feed feed = over(10, Function.MEAN).repeated(GAP, 10 - filled).repeated(4, filled);
        assertThat(Double.isNaN(feed.closed().windowed(0))).isEqualTo(!judged);
    }

    @Test
    void collectorOfHalfThePaceDoesNotBlindTheWindow() {
        Feed feed = over(10, Function.MEAN).values(4, GAP, 4, GAP, 4, GAP, 4, GAP, 4, GAP, 4, GAP);
        assertThat(feed.closed().windowed(0)).isEqualTo(4);
    }

    @Test
    void windowThatIsNotYetSeenIsNotJudged() {
        assertThat(over(10, Function.MAX).values(900).closed().windowed(0)).isNaN();
    }

    @Test
    void openBucketIsNoPartOfTheWindow() {
        assertThat(over(2, Function.MAX).values(1, 2, 900).measured().windowed(0)).isEqualTo(2);
    }

    private static Feed over(int buckets, Function function) {
        Duration window = Plans.INTERVAL.multipliedBy(buckets);
        Comparison watched =
                new Comparison(
                        new Measure(function, Plans.LATENCY, window),
                        Comparator.ABOVE,
                        new Limit.Fixed(1),
                        "watched");
        Trigger trigger = new Trigger("t", List.of(watched), Duration.ZERO, new Effect.RollBack());
        return new Feed(Plans.with(trigger), Plans.LATENCY);
    }
}
