package dev.kanit.collector.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.collector.follow.ActiveRollouts.Change.Begin;
import dev.kanit.collector.follow.ActiveRollouts.Change.End;
import dev.kanit.collector.follow.ActiveRollouts.Change.Rerun;
import dev.kanit.collector.wiring.Decisions;
import dev.kanit.wire.CheckRun;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ActiveRolloutsTest {

    private final ActiveRollouts rollouts = new ActiveRollouts(3);

    @Test
    void historyBeginsOnlyWhatIsStillUnderWay() {
        assertThat(rollouts.take(started("over"))).isEmpty();
        assertThat(rollouts.take(started("running"))).isEmpty();
        assertThat(rollouts.take(of("over", DecisionKind.COMPLETED))).isEmpty();
        assertThat(rollouts.caughtUp()).containsExactly(begin("running", true, true));
        assertThat(rollouts.caughtUp()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = DecisionKind.class,
            names = {"ROLLED_BACK", "ROLLBACK_FAILED", "COMPLETED"})
    void liveRolloutEndsOnce(DecisionKind end) {
        rollouts.caughtUp();
        assertThat(rollouts.take(started("r"))).containsExactly(begin("r", true, false));
        assertThat(rollouts.take(of("r", end))).containsExactly(new End("r"));
        assertThat(rollouts.take(of("r", end))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = DecisionKind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"STARTED", "ROLLED_BACK", "ROLLBACK_FAILED", "COMPLETED", "RERUN_ORDERED"})
    void otherDecisionsChangeNothing(DecisionKind other) {
        rollouts.caughtUp();
        rollouts.take(started("r"));
        assertThat(rollouts.take(of("r", other))).isEmpty();
        assertThat(rollouts.revoked()).containsExactly(new End("r"));
    }

    @Test
    void revokedBeforeItCaughtUpEndsNothing() {
        rollouts.take(started("r"));
        assertThat(rollouts.revoked()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = DecisionKind.class,
            names = {"STAGE_ENTERED", "GO"})
    void takenUpLaterItIsPastItsChecksWhenTheyWereDecidedOn(DecisionKind decided) {
        rollouts.take(started("checking"));
        rollouts.take(started("past"));
        rollouts.take(of("past", decided));
        assertThat(rollouts.caughtUp())
                .containsExactly(begin("checking", true, true), begin("past", false, true));
    }

    @Test
    void noGoIsNoEndOfTheChecksSinceOthersAreStillToCome() {
        rollouts.take(started("r"));
        rollouts.take(of("r", DecisionKind.NO_GO));
        assertThat(rollouts.caughtUp()).containsExactly(begin("r", true, true));
    }

    @Test
    void orderedRunsAreTakenUpWithTheRolloutAndLaterOnesAtOnce() {
        rollouts.take(started("r"));
        rollouts.take(rerun("r", "page", 2));
        rollouts.take(rerun("r", "page", 3));
        assertThat(rollouts.caughtUp())
                .containsExactly(
                        new Begin(
                                new RolloutWork.Begun(
                                        "r",
                                        "plan of r",
                                        Instant.EPOCH,
                                        true,
                                        true,
                                        3,
                                        Map.of("page", 3))));
        assertThat(rollouts.take(rerun("r", "page", 4)))
                .containsExactly(new Rerun("r", Map.of("page", 4)));
        assertThat(rollouts.take(rerun("unknown", "page", 2))).isEmpty();
    }

    private static RolloutDecision rerun(String id, String check, int run) {
        RolloutDecision decision = of(id, DecisionKind.RERUN_ORDERED);
        decision.setRuns(List.of(new CheckRun(check, run)));
        return decision;
    }

    private static Begin begin(String id, boolean beforeStages, boolean resumed) {
        return new Begin(
                new RolloutWork.Begun(
                        id, "plan of " + id, Instant.EPOCH, beforeStages, resumed, 3, Map.of()));
    }

    private static RolloutDecision started(String id) {
        return Decisions.of(id, DecisionKind.STARTED, "plan of " + id);
    }

    private static RolloutDecision of(String id, DecisionKind kind) {
        return Decisions.of(id, kind, null);
    }
}
