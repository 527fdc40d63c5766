package dev.kanit.collector.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.collector.follow.ActiveRollouts.Change.Begin;
import dev.kanit.collector.follow.ActiveRollouts.Change.End;
import dev.kanit.collector.wiring.Decisions;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ActiveRolloutsTest {

    private final ActiveRollouts rollouts = new ActiveRollouts();

    @Test
    void historyBeginsOnlyWhatIsStillUnderWay() {
        assertThat(rollouts.take(started("over"))).isEmpty();
        assertThat(rollouts.take(started("running"))).isEmpty();
        assertThat(rollouts.take(of("over", DecisionKind.COMPLETED))).isEmpty();
        assertThat(rollouts.caughtUp()).containsExactly(begin("running", true));
        assertThat(rollouts.caughtUp()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = DecisionKind.class,
            names = {"ROLLED_BACK", "ROLLBACK_FAILED", "COMPLETED"})
    void liveRolloutEndsOnce(DecisionKind end) {
        rollouts.caughtUp();
        assertThat(rollouts.take(started("r"))).containsExactly(begin("r", true));
        assertThat(rollouts.take(of("r", end))).containsExactly(new End("r"));
        assertThat(rollouts.take(of("r", end))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = DecisionKind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"STARTED", "ROLLED_BACK", "ROLLBACK_FAILED", "COMPLETED"})
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
            names = {"STAGE_ENTERED", "GO", "NO_GO"})
    void takenUpLaterItIsPastItsChecksWhenTheyWereDecidedOn(DecisionKind decided) {
        rollouts.take(started("checking"));
        rollouts.take(started("past"));
        rollouts.take(of("past", decided));
        assertThat(rollouts.caughtUp())
                .containsExactly(begin("checking", true), begin("past", false));
    }

    private static Begin begin(String id, boolean beforeStages) {
        return new Begin(new RolloutWork.Begun(id, "plan of " + id, Instant.EPOCH, beforeStages));
    }

    private static RolloutDecision started(String id) {
        return Decisions.of(id, DecisionKind.STARTED, "plan of " + id);
    }

    private static RolloutDecision of(String id, DecisionKind kind) {
        return Decisions.of(id, kind, null);
    }
}
