package dev.kanit.decision.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.rollout.Plans;
import org.junit.jupiter.api.Test;

final class RingTest {

    private static final PlanLayout LAYOUT = Plans.small().layout();
    private static final long STEP = LAYOUT.bucketMillis();

    @Test
    void bucketOfALaterLapTakesTheSlotOfAnEarlierOne() {
        long lap = STEP * LAYOUT.ringSize();
        Ring ring = Ring.empty(LAYOUT).with(bucket(5 * STEP, 1)).with(bucket(5 * STEP + lap, 2));

        assertThat(ring.at(5 * STEP)).as("the earlier lap is gone").isNull();
        assertThat(ring.at(5 * STEP + lap)).isNotNull();
        assertThat(ring.slotOf(5 * STEP)).isEqualTo(ring.slotOf(5 * STEP + lap));
    }

    @Test
    void bucketOfAnEarlierLapIsNotTakenForTheNewOne() {
        long lap = STEP * LAYOUT.ringSize();
        Ring ring = Ring.empty(LAYOUT).with(bucket(5 * STEP, 1));
        assertThat(ring.at(5 * STEP + lap)).isNull();
    }

    @Test
    void ringWithOneBucketMoreLeavesTheOldOneAlone() {
        Ring before = Ring.empty(LAYOUT);
        Ring after = before.with(bucket(0, 1));
        assertThat(before.at(0)).isNull();
        assertThat(after.at(0)).isNotNull();
    }

    @Test
    void silenceLongerThanTheRingLeavesNothingToJudge() {
        Feed feed = new Feed(Plans.small(), Plans.MEMORY).repeated(7, LAYOUT.ringSize());
        assertThat(feed.closed().windowed(0)).as("slope of a level line").isEqualTo(0);

        feed.repeated(Double.NaN, LAYOUT.ringSize());

        assertThat(feed.closed().windowed(0)).isNaN();
    }

    private static Bucket bucket(long start, double mean) {
        double[] means = new double[LAYOUT.columns()];
        means[0] = mean;
        return new Bucket(start, means);
    }
}
