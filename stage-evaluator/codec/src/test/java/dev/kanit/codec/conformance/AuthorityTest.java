package dev.kanit.codec.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.measure.Absence;
import dev.kanit.decision.rollout.Phase;
import dev.kanit.decision.rollout.RitualEvent.CommandOffered;
import dev.kanit.decision.rollout.RitualEvent.OverrideEnded;
import dev.kanit.decision.rollout.Roles;
import dev.kanit.decision.rollout.RolloutEvent;
import dev.kanit.decision.rollout.RolloutEvent.CommandTaken;
import dev.kanit.decision.rollout.RolloutEvent.InputRejected;
import dev.kanit.decision.rollout.RolloutEvent.NoteTaken;
import dev.kanit.decision.rollout.RolloutEvent.RollbackOrdered;
import dev.kanit.decision.rollout.RolloutInput.CommandGiven;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.decision.rollout.Scene;
import dev.kanit.decision.rule.Reason;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthorityTest {

    static List<UnaryOperator<Scene>> situations() {
        return List.of(
                scene -> scene,
                scene -> scene.deafExecutor().run(Duration.ofMinutes(16)),
                scene -> scene.allMissing(Absence.PROVIDER_DOWN).run(Duration.ofMinutes(3)),
                scene -> scene.reading("api_p95", 250).snapshot(),
                scene -> scene.command(CommandKind.HOLD, "ayse"));
    }

    /** Conformance 21. */
    @ParameterizedTest
    @MethodSource("situations")
    void personCanAlwaysRollBack(UnaryOperator<Scene> situation) {
        Scene scene = situation.apply(SparkPlan.scene().run(Duration.ofMinutes(1)));
        scene.command(CommandKind.ROLL_BACK, "ayse");
        assertThat(scene.newest(RollbackOrdered.class).by()).isEqualTo("ayse");
        assertThat(scene.phase()).isInstanceOf(Phase.RollingBack.class);
    }

    /** Conformance 21: not even perfect readings, and not after it is done. */
    @Test
    void nothingAutomaticUndoesAPersonsRollback() {
        Scene scene = SparkPlan.scene().run(Duration.ofMinutes(1));
        scene.command(CommandKind.ROLL_BACK, "ayse");
        int decided = scene.told().size();
        scene.run(Duration.ofMinutes(4)).finished(true).run(Duration.ofHours(2));
        assertThat(scene.phase()).isInstanceOf(Phase.RolledBack.class);
        assertThat(scene.told().subList(decided, scene.told().size()))
                .extracting(Scene.Told::event)
                .hasSize(1)
                .first()
                .isInstanceOf(RolloutEvent.RolloutRolledBack.class);
    }

    /** Conformance 21: a rollback that failed is ordered again by a person, as often as needed. */
    @Test
    void rollbackThatFailedCanBeOrderedAgain() {
        Scene scene = SparkPlan.scene().command(CommandKind.ROLL_BACK, "ayse").finished(false);
        assertThat(scene.phase()).isInstanceOf(Phase.RollbackFailed.class);
        scene.command(CommandKind.ROLL_BACK, "ayse").finished(true);
        assertThat(scene.phase()).isInstanceOf(Phase.RolledBack.class);
    }

    /** Conformance 23: both names are in the record, and the old commander is not obeyed. */
    @Test
    void handOverInMidStageNamesBothAndObeysTheNewOneOnly() {
        Scene scene = SparkPlan.scene().command(CommandKind.TAKE_COMMAND, "ayse");
        scene.run(Duration.ofMinutes(5)).about(CommandKind.HAND_OVER, "ayse", "can");
        CommandOffered offered = scene.newest(CommandOffered.class);
        assertThat(offered.by()).isEqualTo("ayse");
        assertThat(offered.to()).isEqualTo("can");
        scene.command(CommandKind.TAKE_COMMAND, "can");
        CommandTaken taken = scene.newest(CommandTaken.class);
        assertThat(taken.before()).isEqualTo("ayse");
        assertThat(taken.by()).isEqualTo("can");

        scene.command(CommandKind.HOLD, "ayse");

        assertThat(scene.newest(InputRejected.class).reason()).isEqualTo(Reason.NOT_COMMANDER);
        assertThat(scene.newest(InputRejected.class).by()).isEqualTo("ayse");
        assertThat(scene.phase()).isInstanceOf(Phase.Baking.class);
        scene.command(CommandKind.HOLD, "can");
        assertThat(scene.phase()).isInstanceOf(Phase.Held.class);
    }

    /** Conformance 23: nobody becomes the second commander, whoever asks. */
    @Test
    void commandIsNotTakenFromACommanderWhoKeepsIt() {
        Scene scene = SparkPlan.scene().command(CommandKind.TAKE_COMMAND, "ayse");
        scene.command(CommandKind.TAKE_COMMAND, "mallory");
        assertThat(scene.newest(InputRejected.class).reason()).isEqualTo(Reason.COMMAND_HELD);
        assertThat(scene.state().authority().commander()).isEqualTo("ayse");
    }

    /** Conformance 20. */
    @ParameterizedTest
    @ValueSource(strings = {"identity", "reason", "expiry"})
    void overrideWithoutIdentityReasonOrExpiryIsRefused(String missing) {
        Scene scene = SparkPlan.scene();
        long expires = missing.equals("expiry") ? Phase.NONE : scene.now() + 60_000;
        scene.input(
                new CommandGiven(
                        scene.now(),
                        "o1",
                        CommandKind.OVERRIDE,
                        missing.equals("identity") ? " " : "ayse",
                        missing.equals("reason") ? "" : "known cause",
                        "csp-violation-storm",
                        "",
                        expires,
                        Roles.UNKNOWN));
        assertThat(scene.newest(InputRejected.class).reason())
                .isIn(Reason.NO_IDENTITY, Reason.INCOMPLETE_COMMAND);
        scene.reading("csp_violation_rate", 60).snapshot();
        assertThat(scene.phase()).isInstanceOf(Phase.RollingBack.class);
    }

    /** Conformance 20: the trigger stays armed, and fires when the override has ended. */
    @Test
    void expiredOverrideEndsAndAutomationResumes() {
        Scene scene = SparkPlan.scene();
        scene.until(CommandKind.OVERRIDE, "ayse", "csp-violation-storm", Duration.ofMinutes(2));
        scene.reading("csp_violation_rate", 60).run(Duration.ofMinutes(1));
        assertThat(scene.all(RollbackOrdered.class)).isEmpty();
        scene.run(Duration.ofMinutes(2));
        assertThat(scene.newest(OverrideEnded.class).by()).isEqualTo("ayse");
        assertThat(scene.newest(RollbackOrdered.class).reason()).isEqualTo(Reason.TRIGGER_FIRED);
    }

    /** Conformance 22. */
    @Test
    void freezeInMidRolloutHoldsAtTheStageAndRollbackStaysAllowed() {
        Scene scene = SparkPlan.scene().run(Duration.ofMinutes(5));
        scene.command(CommandKind.FREEZE, "ayse").run(Duration.ofHours(1));
        assertThat(scene.phase())
                .isInstanceOfSatisfying(
                        Phase.Held.class,
                        held -> {
                            assertThat(held.reasons()).containsExactly(Reason.FREEZE);
                            assertThat(held.stage()).isZero();
                        });
        scene.reading("csp_violation_rate", 60).snapshot();
        assertThat(scene.phase()).isInstanceOf(Phase.RollingBack.class);
    }

    /** Conformance 23: whatever somebody else asks for. */
    @ParameterizedTest
    @EnumSource(
            names = {
                "APPROVE",
                "HOLD",
                "RESUME",
                "ROLL_BACK",
                "FREEZE",
                "UNFREEZE",
                "KILL_SWITCH",
                "CLOSE_FAILURE",
                "HAND_OVER"
            })
    void nobodyButTheCommanderIsObeyed(CommandKind kind) {
        Scene scene = SparkPlan.scene().command(CommandKind.TAKE_COMMAND, "ayse");
        scene.reading("api_p95", 250).snapshot();
        Phase before = scene.phase();
        scene.command(kind, "mallory");
        assertThat(scene.newest(InputRejected.class).reason()).isEqualTo(Reason.NOT_COMMANDER);
        assertThat(scene.phase()).isEqualTo(before);
    }

    /** Everybody else's remarks are recorded, and decide nothing. */
    @Test
    void remarkOfAnybodyGoesToTheParkingLot() {
        Scene scene = SparkPlan.scene().command(CommandKind.TAKE_COMMAND, "ayse");
        Phase before = scene.phase();
        scene.command(CommandKind.NOTE, "mallory");
        assertThat(scene.newest(NoteTaken.class).by()).isEqualTo("mallory");
        assertThat(scene.phase()).isEqualTo(before);
    }

    /** Conformance 15, the core's part: a command that is delivered twice has one effect. */
    @Test
    void repeatedCommandHasNoSecondEffect() {
        Scene scene = SparkPlan.scene();
        CommandGiven hold =
                new CommandGiven(scene.now(), "once", CommandKind.HOLD, "ayse", "lunch");
        scene.input(hold).command(CommandKind.RESUME, "ayse").input(hold);
        assertThat(scene.newest(InputRejected.class).reason()).isEqualTo(Reason.REPEATED_COMMAND);
        assertThat(scene.phase()).isInstanceOf(Phase.Baking.class);
    }

    /** An approval carries the recommended rollback out at once, in the commander's name. */
    @Test
    void approvedRollbackIsOrderedInTheCommandersName() {
        Scene scene = SparkPlan.scene().command(CommandKind.TAKE_COMMAND, "ayse");
        scene.reading("api_p95", 250).snapshot().command(CommandKind.APPROVE, "ayse");
        assertThat(scene.newest(RollbackOrdered.class).by()).isEqualTo("ayse");
    }
}
