package dev.kanit.replay.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.replay.backtest.BacktestReport.Verdict;
import dev.kanit.replay.backtest.Truth.Label;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BacktestReportTest {

    private static final int NEVER = -1;

    @Test
    void aRollbackOfAGoodReleaseIsFalse() {
        BacktestReport report = of(comparison(Label.GOOD, NEVER, 60));

        assertThat(report.verdict()).isEqualTo(Verdict.WORSE);
        assertThat(report.count(Standing.FALSE_ROLLBACK)).isOne();
        assertThat(report.countNew(Standing.FALSE_ROLLBACK)).isOne();
    }

    @Test
    void aBadReleaseThatStaysIsMissed() {
        BacktestReport report = of(comparison(Label.BAD, 60, NEVER));

        assertThat(report.verdict()).isEqualTo(Verdict.WORSE);
        assertThat(report.countNew(Standing.MISS)).isOne();
        assertThat(report.medianSecondsGained()).isEmpty();
    }

    @Test
    void whatWasWrongBeforeIsNoNewFault() {
        BacktestReport report =
                of(comparison(Label.GOOD, 60, 50), comparison(Label.BAD, NEVER, NEVER));

        assertThat(report.verdict()).isEqualTo(Verdict.NOTHING_WORSE);
        assertThat(report.count(Standing.FALSE_ROLLBACK)).isOne();
        assertThat(report.countNew(Standing.FALSE_ROLLBACK)).isZero();
        assertThat(report.count(Standing.MISS)).isOne();
    }

    @Test
    void whatIsPutRightIsBetter() {
        BacktestReport report =
                of(comparison(Label.GOOD, 60, NEVER), comparison(Label.BAD, NEVER, 60));

        assertThat(report.verdict()).isEqualTo(Verdict.NOTHING_WORSE);
        assertThat(report.better()).isEqualTo(2);
    }

    @Test
    void timeIsGainedWhereBothRollBackABadRelease() {
        BacktestReport report =
                of(
                        comparison(Label.BAD, 60, 50),
                        comparison(Label.BAD, 60, 80),
                        comparison(Label.BAD, 60, 30),
                        comparison(Label.BAD, 60, 56),
                        comparison(Label.GOOD, 60, 1));

        assertThat(report.medianSecondsGained()).hasValue(7);
        assertThat(of(comparison(Label.BAD, 60, 80)).medianSecondsGained()).hasValue(-20);
    }

    @Test
    void aRollbackBeforeTheOnsetIsFalse() {
        Truth late = new Truth(Label.BAD, Optional.of(Instant.ofEpochSecond(55)));

        assertThat(comparison(late, 60, 50).isWorse()).isTrue();
        assertThat(comparison(late, 60, 50).standingNow()).isEqualTo(Standing.FALSE_ROLLBACK);
        assertThat(comparison(late, 60, 55).isWorse()).isFalse();
        assertThat(comparison(late, 60, 50).gained()).isEmpty();
    }

    @Test
    void whatItsOwnPlanDoesNotRepeatIsNoFaultOfTheNewOne() {
        Truth bad = new Truth(Label.BAD, Optional.empty());
        Comparison odd =
                new Comparison(
                        "a", "a", bad, course(60), course(NEVER), course(NEVER), 0, List.of());

        assertThat(odd.isReproduced()).isFalse();
        assertThat(odd.standingNow()).isEqualTo(Standing.MISS);
        assertThat(odd.isWorse()).isFalse();
    }

    @Test
    void aBundleThatCannotBeUsedIsNeverSkippedInSilence() {
        PastCase.Unusable unusable = new PastCase.Unusable("b", "INVALID");

        assertThat(of(unusable).verdict()).isEqualTo(Verdict.BUNDLE_UNUSABLE);
        assertThat(of(unusable, comparison(Label.BAD, 60, 60)).verdict())
                .isEqualTo(Verdict.BUNDLE_UNUSABLE);
        assertThat(of(unusable, comparison(Label.BAD, 60, NEVER)).verdict())
                .isEqualTo(Verdict.WORSE);
    }

    @Test
    void nothingApplicableIsNoPass() {
        assertThat(of(new PastCase.NotApplicable("b", "service")).verdict())
                .isEqualTo(Verdict.NOTHING_TESTED);
    }

    private static BacktestReport of(Object... cases) {
        List<PastCase> all = new ArrayList<>();
        for (Object one : cases) {
            all.add(
                    one instanceof Comparison comparison
                            ? new PastCase.Compared(comparison)
                            : (PastCase) one);
        }
        return BacktestReport.of(all);
    }

    private static Comparison comparison(Label label, int then, int now) {
        return comparison(new Truth(label, Optional.empty()), then, now);
    }

    private static Comparison comparison(Truth truth, int then, int now) {
        return new Comparison(
                "a", "a", truth, course(then), course(then), course(now), 0, List.of());
    }

    private static Course course(int rollbackSecond) {
        return rollbackSecond == NEVER
                ? new Course("completed", Optional.empty(), "")
                : new Course(
                        "rolled-back", Optional.of(Instant.ofEpochSecond(rollbackSecond)), "slow");
    }
}
