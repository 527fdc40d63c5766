package dev.kanit.decision.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.rollout.Plans;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Latency must stay at or under 200 ms, score at or above 10; a block is fifty seconds. */
final class TrendsTest {

    @Test
    void riseTowardsTheLimitWorsensFromTheSixthBlockOn() {
        Feed feed = new Feed(Plans.small(), Plans.LATENCY).repeated(Double.NaN, 4);
        blocks(feed, 100, 110, 120, 130, 140);
        assertThat(feed.measured().trends().worsening(Plans.LATENCY)).as("5 blocks").isFalse();

        blocks(feed, 150, 160);

        assertThat(feed.measured().trends().worsening(Plans.LATENCY)).as("6 blocks").isTrue();
    }

    @Test
    void riseThatStaysFarFromTheLimitIsSteady() {
        Feed feed = new Feed(Plans.small(), Plans.LATENCY).repeated(Double.NaN, 4);
        blocks(feed, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113);
        assertThat(feed.measured().trends().anyWorsening()).isFalse();
    }

    @Test
    void wildReadingsWithoutDirectionAreSteady() {
        Feed feed = new Feed(Plans.small(), Plans.LATENCY).repeated(Double.NaN, 4);
        blocks(feed, 190, 60, 180, 70, 195, 50, 170, 90, 185, 65, 199, 55, 180);
        assertThat(feed.measured().trends().anyWorsening()).isFalse();
    }

    @Test
    void fallWorsensWhereMoreIsBetter() {
        Feed feed = new Feed(Plans.small(), Plans.SCORE).repeated(Double.NaN, 4);
        blocks(feed, 20, 19, 18, 17, 16, 15, 14);
        assertThat(feed.measured().trends().worsening(Plans.SCORE)).isTrue();
        assertThat(feed.measured().trends().worsening(Plans.LATENCY)).isFalse();
    }

    @Test
    void leavesOnlyAfterTwoCalmBlocksRunning() {
        Feed feed = new Feed(Plans.small(), Plans.LATENCY).repeated(Double.NaN, 4);
        List<Byte> course = new ArrayList<>();
        blocks(feed, 100, 110, 120, 130, 140, 150);
        for (int block = 0; block < 16; block++) {
            blocks(feed, 150);
            course.add(feed.measured().trends().course(Plans.LATENCY));
        }

        List<Byte> changes = new ArrayList<>();
        for (Byte one : course) {
            if (changes.isEmpty() || !changes.getLast().equals(one)) {
                changes.add(one);
            }
        }
        assertThat(changes).as("worsening, calming, steady").containsExactly(bytes(1, 2, 0));
        assertThat(course.indexOf((byte) 0) - course.indexOf((byte) 2)).isEqualTo(1);
    }

    private static void blocks(Feed feed, double... means) {
        for (double mean : means) {
            feed.repeated(mean, Trends.BUCKETS_PER_BLOCK);
        }
    }

    private static Byte[] bytes(int... values) {
        Byte[] bytes = new Byte[values.length];
        for (int index = 0; index < values.length; index++) {
            bytes[index] = (byte) values[index];
        }
        return bytes;
    }
}
