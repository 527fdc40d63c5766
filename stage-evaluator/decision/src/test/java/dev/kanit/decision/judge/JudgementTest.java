package dev.kanit.decision.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.decision.judge.Judgement.Answered;
import dev.kanit.decision.measure.Snapshot;
import org.junit.jupiter.api.Test;

/** Snapshots become ticks by their own time, and ticks become evidence. */
final class JudgementTest {

    private static final long START = 1_700_000_000_000L;
    private static final double SHARE = 0.5;

    private final JudgeLayout layout = Layouts.everything();
    private final Judge judge = new Judge(layout);
    private Judgement judgement = Judgement.start(judge, START + 3000);

    @Test
    void ticksAreAlignedToTheirLength() {
        assertThat(judgement.openSinceMillis()).isEqualTo(START);
    }

    @Test
    void tickIsClosedByTheFirstSnapshotOfTheNext() {
        take(Snapshots.gauge(START + 4000, 100, 100));
        take(Snapshots.gauge(START + 9999, 100, 100));
        assertThat(slot(Clock.ALL)).isZero();

        take(Snapshots.gauge(START + 10_000, 100, 100));
        assertThat(slot(Clock.ALL)).isEqualTo(1);
        assertThat(judgement.openSinceMillis()).isEqualTo(START + 10_000);
        assertThat(compared(Layouts.LATENCY)).isEqualTo(1);
    }

    @Test
    void snapshotOfAnEarlierTickIsTakenIntoTheOpenOne() {
        take(Snapshots.gauge(START + 10_000, 100, 100));
        take(Snapshots.gauge(START + 4000, 200, 100));
        assertThat(judgement.openSinceMillis()).isEqualTo(START + 10_000);
        take(Snapshots.gauge(START + 20_000, 100, 100));

        double smoothed =
                judgement.state()
                        .slots()[layout.processAt(Layouts.LATENCY) + GaugeProcess.SMOOTHED];
        assertThat(smoothed).isEqualTo(StrictMath.log(1.5));
    }

    @Test
    void gapBreaksEverySeriesAndCountsItsTicks() {
        for (int tick = 0; tick < 20; tick++) {
            take(Snapshots.gauge(START + 10_000L * tick, 100 + tick % 2, 100 + tick % 3));
        }
        int noise = layout.processAt(Layouts.LATENCY) + GaugeProcess.NOISE;
        assertThat(Noise.last(judgement.state().slots(), noise)).isNotNaN();
        double ticks = slot(Clock.ALL);
        double evidence = Evidence.of(layout, judgement.state()).againstCanary();

        take(Snapshots.gauge(START + 10_000_000, 100, 100));
        assertThat(Noise.last(judgement.state().slots(), noise)).isNaN();
        assertThat(slot(Clock.ALL))
                .as("the open tick, and 980 without a snapshot")
                .isEqualTo(ticks + 981);
        assertThat(Evidence.of(layout, judgement.state()).againstCanary()).isLessThan(2 * evidence);
    }

    @Test
    void lostSnapshotsLoseNoEvents() {
        double[] events = new double[2];
        for (int lossy = 0; lossy < 2; lossy++) {
            judgement = Judgement.start(judge, START);
            for (int second = 0; second <= 600; second += 5) {
                boolean lost = lossy == 1 && second % 60 >= 15 && second % 60 < 50;
                if (!lost) {
                    take(
                            Snapshots.totals(
                                    START + 1000L * second,
                                    Math.floorDiv(second, 10),
                                    10.0 * second));
                }
            }
            events[lossy] = slot(layout.readingAt(Layouts.ERRORS) + Reading.STAGE_EVENTS);
        }
        assertThat(events[0]).isEqualTo(5900);
        assertThat(events[1]).isEqualTo(events[0]);
    }

    @Test
    void personsAnswerLastsUntilTheNextStage() {
        Snapshots snapshots = new Snapshots(2);
        for (int tick = 0; tick < 20; tick++) {
            take(snapshots.next(START + 10_000L * tick, 1));
        }
        judgement = judgement.goOn(judge, true, Answered.LEAK).goOn(judge, false, Answered.WANTING);
        double against = Evidence.of(layout, judgement.state()).againstCanary();
        assertThat(judgement.answered()).isEqualTo(Answered.LEAK | Answered.WANTING);
        assertThat(judgement.answeredAt()).isEqualTo(against);

        take(snapshots.next(START + 205_000, 1));
        assertThat(judgement.answeredAt()).isEqualTo(against);
        judgement = judgement.with(judge, snapshots.next(START + 215_000, 1), 1, SHARE);
        assertThat(judgement.answeredAt()).isZero();
        assertThat(judgement.answered()).isZero();
    }

    @Test
    void arrayOfAnotherPlanIsRefused() {
        assertThatThrownBy(() -> Judgement.of(judge, new double[3], START, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("slots: 3 (expected: " + Judgement.slots(judge) + ")");
        assertThatThrownBy(() -> JudgeState.of(layout, new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("slots: 3 (expected: " + layout.size() + ")");
    }

    private void take(Snapshot snapshot) {
        judgement = judgement.with(judge, snapshot, 0, SHARE);
    }

    private double slot(int slot) {
        return judgement.state().slots()[slot];
    }

    private double compared(int signal) {
        return slot(layout.readingAt(signal) + Reading.STAGE_COMPARED);
    }
}
