package dev.kanit.decision.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.rollout.Preparation.Outcome;
import dev.kanit.decision.rollout.RitualEvent.GoGiven;
import dev.kanit.decision.rollout.RitualEvent.NoGoGiven;
import dev.kanit.decision.rollout.RolloutEvent.InputRejected;
import dev.kanit.decision.rollout.RolloutInput.CheckFinished;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.decision.rule.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** GO and NO-GO: ten of ten, nine of ten with a name, fewer with an override, never less. */
final class PreparationTest {

    private final Scene scene = Scene.start(Plans.ritual());

    @Test
    void planWithChecksOrdersNothingBeforeGo() {
        assertThat(scene.phase()).isInstanceOf(Phase.Preparing.class);
        assertThat(scene.all(RolloutEvent.StageEntered.class)).isEmpty();
    }

    @Test
    void allPassIsGoWhenTheFirstStageIsDueAndNotBefore() {
        scene.allAnswer();
        assertThat(scene.phase()).isInstanceOf(Phase.Preparing.class);
        scene.silence(Duration.ofMinutes(2));
        assertThat(scene.newest(GoGiven.class).approvers()).isEmpty();
        assertThat(scene.sentenceOf(GoGiven.class)).startsWith("GO: 5/5 checks pass [");
        assertThat(scene.phase()).isInstanceOf(Phase.Baking.class);
    }

    @Test
    void optionalCheckThatFailsIsNoObstacle() {
        scene.allAnswer().answer("executor", Outcome.WARNED, 2).silence(Duration.ofMinutes(2));
        assertThat(scene.phase()).isInstanceOf(Phase.Baking.class);
    }

    @Test
    void missingAnswerIsNeverAPass() {
        scene.answer("clock", Outcome.PASSED).silence(Duration.ofMinutes(10));
        assertThat(scene.phase()).isInstanceOf(Phase.Preparing.class);
        assertThat(scene.newest(NoGoGiven.class).reasons()).containsExactly(Reason.CHECKS_MISSING);
        assertThat(scene.all(GoGiven.class)).isEmpty();
    }

    @Test
    void failureIsToldWhileThereIsTimeToMendIt() {
        scene.answer("clock", Outcome.FAILED).answer("headers", Outcome.PASSED);
        assertThat(scene.sentenceOf(NoGoGiven.class))
                .startsWith(
                        "NO-GO: 1/5 checks pass; wanting: clock FAILED. GO needs an override with"
                                + " its risk, and the approval of 2 named people [");
        scene.answer("clock", Outcome.PASSED, 2);
        assertThat(scene.newest(RolloutEvent.HoldReleased.class).remaining()).isEmpty();
        scene.allAnswer().silence(Duration.ofMinutes(2));
        assertThat(scene.phase()).isInstanceOf(Phase.Baking.class);
    }

    @Test
    void oneShortNeedsOneNamedApprover() {
        oneShort();
        assertThat(scene.phase()).isInstanceOf(Phase.Preparing.class);
        approve("mehmet");
        assertThat(scene.newest(GoGiven.class).approvers()).containsExactly("mehmet");
        assertThat(scene.phase()).isInstanceOf(Phase.Baking.class);
    }

    @Test
    void approvalIsAskedForAnewWhenMoreIsWanting() {
        scene.allAnswer().answer("dashboards", Outcome.FAILED, 2);
        approve("mehmet");
        scene.answer("dashboards", Outcome.PASSED, 3);
        scene.answer("rollback-rehearsed", Outcome.FAILED, 2).silence(Duration.ofMinutes(2));
        assertThat(scene.phase()).isInstanceOf(Phase.Preparing.class);
        approve("mehmet");
        assertThat(scene.phase()).isInstanceOf(Phase.Baking.class);
    }

    @Test
    void expiredApprovalDoesNotCount() {
        scene.allAnswer().answer("dashboards", Outcome.FAILED, 2);
        scene.until(CommandKind.APPROVE_GO, "mehmet", "", Duration.ofMinutes(1));
        scene.silence(Duration.ofMinutes(3));
        assertThat(scene.phase()).isInstanceOf(Phase.Preparing.class);
        scene.until(CommandKind.APPROVE_GO, "mehmet", "", Duration.ofSeconds(-1));
        assertThat(scene.newest(InputRejected.class).reason()).isEqualTo(Reason.EXPIRED);
    }

    @Test
    void nobodyApprovesWhatTheyAskedFor() {
        oneShort();
        approve("pipeline");
        assertThat(scene.newest(InputRejected.class).reason()).isEqualTo(Reason.SELF_APPROVAL);
        assertThat(scene.phase()).isInstanceOf(Phase.Preparing.class);
    }

    @Test
    void approvalIsBoundToThePlan() {
        oneShort();
        scene.command(CommandKind.APPROVE_GO, "mehmet", "", "another", Phase.NONE, Roles.UNKNOWN);
        assertThat(scene.newest(InputRejected.class).reason()).isEqualTo(Reason.OTHER_PLAN);
        assertThat(scene.phase()).isInstanceOf(Phase.Preparing.class);
    }

    @Test
    void onlyAnApproverApproves() {
        oneShort();
        scene.command(
                CommandKind.APPROVE_GO,
                "mehmet",
                "",
                scene.rules().plan().digest(),
                Phase.NONE,
                Roles.of(List.of("operator", "incident-commander")));
        assertThat(scene.newest(InputRejected.class).reason()).isEqualTo(Reason.NOT_PERMITTED);
        assertThat(scene.phase()).isInstanceOf(Phase.Preparing.class);
    }

    @Test
    void fewerNeedAnOverrideWithItsRiskAndEnoughPeopleWhoKnowOfIt() {
        scene.answer("clock", Outcome.FAILED).silence(Duration.ofMinutes(3));
        approve("mehmet");
        approve("zeynep");
        assertThat(scene.phase()).isInstanceOf(Phase.Preparing.class);

        scene.until(CommandKind.OVERRIDE, "ayse", Exemption.GO, Duration.ofMinutes(4));
        assertThat(scene.phase()).as("they approved before").isInstanceOf(Phase.Preparing.class);
        approve("mehmet");
        approve("ayse");
        assertThat(scene.newest(InputRejected.class).reason()).isEqualTo(Reason.SELF_APPROVAL);
        assertThat(scene.phase()).as("one of two").isInstanceOf(Phase.Preparing.class);
        approve("zeynep");
        assertThat(scene.newest(GoGiven.class).approvers()).containsExactly("mehmet", "zeynep");
        assertThat(scene.phase()).isInstanceOf(Phase.Baking.class);
    }

    @Test
    void resultOfAnotherPlanLateOrOutdatedIsRejectedWithItsReason() {
        scene.input(new CheckFinished(scene.now(), "clock", Outcome.PASSED, 1, "another"));
        assertThat(rejected()).isEqualTo(Reason.OTHER_PLAN);
        scene.answer("no-check", Outcome.PASSED);
        assertThat(rejected()).isEqualTo(Reason.UNKNOWN_CHECK);
        scene.answer("sign-off", Outcome.PASSED);
        assertThat(rejected()).isEqualTo(Reason.NEEDS_A_PERSON);
        scene.about(CommandKind.ATTEST, "ayse", "clock");
        assertThat(rejected()).isEqualTo(Reason.NEEDS_A_RUN);
        scene.answer("clock", Outcome.PASSED, 2).answer("clock", Outcome.FAILED, 1);
        assertThat(rejected()).isEqualTo(Reason.CHECK_OUTDATED);
        scene.allAnswer().silence(Duration.ofMinutes(2)).answer("clock", Outcome.FAILED, 9);
        assertThat(rejected()).isEqualTo(Reason.CHECK_TOO_LATE);
        assertThat(scene.phase()).isInstanceOf(Phase.Baking.class);
    }

    @Test
    void personMayHoldOrAbandonWhatHasNotBegun() {
        scene.allAnswer().command(CommandKind.HOLD, "ayse").silence(Duration.ofMinutes(5));
        assertThat(scene.phase()).isInstanceOf(Phase.Preparing.class);
        scene.command(CommandKind.RESUME, "ayse");
        assertThat(scene.phase()).isInstanceOf(Phase.Baking.class);

        Scene abandoned = Scene.start(Plans.ritual()).command(CommandKind.ROLL_BACK, "ayse");
        assertThat(abandoned.phase()).isInstanceOf(Phase.RollingBack.class);
    }

    private void oneShort() {
        scene.allAnswer().answer("dashboards", Outcome.FAILED, 2).silence(Duration.ofMinutes(2));
    }

    private void approve(String by) {
        scene.about(CommandKind.APPROVE_GO, by, "");
    }

    private Reason rejected() {
        return scene.newest(InputRejected.class).reason();
    }
}
