package dev.kanit.evaluator.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BacklogTest {

    private static final long BEGIN = 1_800_000_000_000L;

    private final Backlog backlog = new Backlog(BEGIN);

    @Test
    void nothingIsKnownRightAfterAStart() {
        assertThat(backlog.isThere(BEGIN + 1_999)).isTrue();
        assertThat(backlog.isThere(BEGIN + 2_000)).isFalse();
    }

    @Test
    void recordTimeThatRacesIsHistoryBeingCaughtUpWith() {
        feed(10, -3_600_000, 60_000);
        assertThat(backlog.isThere(BEGIN + 9_100)).isTrue();
    }

    @Test
    void recordsOfThePresentAreNoBacklog() {
        feed(10, 0, 1_000);
        assertThat(backlog.isThere(BEGIN + 10_000)).isFalse();
    }

    @Test
    void brokersClockThatLagsIsNoBacklog() {
        feed(10, -30_000, 1_000);
        assertThat(backlog.isThere(BEGIN + 10_000)).isFalse();
    }

    @Test
    void backlogEndsWhenRecordsStopComing() {
        feed(10, -3_600_000, 60_000);
        backlog.isThere(BEGIN + 11_100);
        assertThat(backlog.isThere(BEGIN + 12_200)).isFalse();
    }

    /** One record a second, each {@code step} later than the one before. */
    private void feed(int seconds, long offset, long step) {
        for (int second = 0; second < seconds; second++) {
            backlog.consumed(BEGIN + offset + second * step);
            backlog.isThere(BEGIN + second * 1_000L);
        }
    }
}
