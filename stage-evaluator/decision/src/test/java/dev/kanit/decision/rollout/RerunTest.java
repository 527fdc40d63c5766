package dev.kanit.decision.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.rollout.Preparation.Outcome;
import dev.kanit.decision.rollout.RitualEvent.NoGoGiven;
import dev.kanit.decision.rollout.RitualEvent.RerunOrdered;
import dev.kanit.decision.rollout.RolloutEvent.HoldReleased;
import dev.kanit.decision.rollout.RolloutEvent.InputRejected;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.decision.rule.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A check that did not pass is run again when a person says so; the newest result counts. */
final class RerunTest {

    private final Scene scene = Scene.start(Plans.ritual());

    @Test
    void failedCheckIsOrderedAgainUnderItsNextNumber() {
        failed("clock").about(CommandKind.RERUN, "ayse", "clock");

        assertThat(scene.newest(RerunOrdered.class).checks()).containsExactly(0);
        assertThat(scene.sentenceOf(RerunOrdered.class))
                .startsWith("ayse orders run 2 of clock: because [");
        assertThat(answer(0).run()).isEqualTo(2);
        assertThat(answer(0).outcome()).isEqualTo(Outcome.PENDING);
    }

    @Test
    void groupRunsAgainWhatDidNotPassAndNothingElse() {
        scene.answer("clock", Outcome.PASSED)
                .answer("headers", Outcome.ERRORED)
                .answer("executor", Outcome.WARNED)
                .about(CommandKind.RERUN, "ayse", "preflight");

        assertThat(scene.newest(RerunOrdered.class).checks()).containsExactly(1, 2);
        assertThat(answer(0).outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void passOfTheNewRunEndsTheNoGoAndTheRolloutGoesOn() {
        failed("clock").about(CommandKind.RERUN, "ayse", "clock");
        assertThat(scene.all(HoldReleased.class)).as("no answer yet").isEmpty();

        scene.answer("clock", Outcome.PASSED, 2);
        assertThat(scene.newest(HoldReleased.class).remaining()).isEmpty();
        scene.allAnswer().silence(Duration.ofMinutes(2));
        assertThat(scene.phase()).isInstanceOf(Phase.Baking.class);
    }

    @Test
    void runThatFailsAgainIsToldAgainAndApprovedAnew() {
        scene.allAnswer().answer("dashboards", Outcome.FAILED, 2);
        scene.about(CommandKind.APPROVE_GO, "mehmet", "");
        scene.silence(Duration.ofSeconds(31)).about(CommandKind.RERUN, "ayse", "dashboards");
        int before = scene.all(NoGoGiven.class).size();

        scene.answer("dashboards", Outcome.FAILED, 3).silence(Duration.ofMinutes(2));

        assertThat(scene.all(NoGoGiven.class)).hasSize(before + 1);
        assertThat(scene.phase()).isInstanceOf(Phase.Preparing.class);
        scene.about(CommandKind.APPROVE_GO, "mehmet", "");
        assertThat(scene.phase()).isInstanceOf(Phase.Baking.class);
    }

    /** Who approved what was missing did not approve what it then said. */
    @Test
    void checkThatWasMissingAndThenFailsIsToldAgainAndApprovedAnew() {
        for (String check : List.of("clock", "headers", "executor")) {
            scene.answer(check, Outcome.PASSED);
        }
        scene.silence(Duration.ofMinutes(10));
        NoGoGiven missing = scene.newest(NoGoGiven.class);
        assertThat(missing.reasons()).contains(Reason.CHECKS_MISSING);
        scene.about(CommandKind.APPROVE_GO, "mehmet", "");
        int before = scene.all(NoGoGiven.class).size();

        scene.answer("dashboards", Outcome.FAILED);

        assertThat(scene.all(NoGoGiven.class)).hasSize(before + 1);
        assertThat(scene.state().proceedings().preparation().approvals()).isEmpty();
        assertThat(scene.phase()).isInstanceOf(Phase.Preparing.class);
    }

    @Test
    void nothingBeginsWhileAnOrderedRunIsWaitedFor() {
        scene.allAnswer().answer("dashboards", Outcome.FAILED, 2).silence(Duration.ofMinutes(2));
        scene.about(CommandKind.RERUN, "ayse", "dashboards");

        scene.about(CommandKind.APPROVE_GO, "mehmet", "");
        assertThat(scene.phase()).isInstanceOf(Phase.Preparing.class);
        scene.answer("dashboards", Outcome.PASSED, 3);
        assertThat(scene.phase()).isInstanceOf(Phase.Baking.class);
    }

    @Test
    void runThatNeverAnswersIsMissingAndMayBeOrderedAgain() {
        failed("clock").about(CommandKind.RERUN, "ayse", "clock");
        scene.about(CommandKind.RERUN, "ayse", "clock");
        assertThat(rejected()).as("under way").isEqualTo(Reason.NOTHING_TO_RERUN);

        scene.silence(Duration.ofMinutes(5));
        assertThat(scene.phase()).isInstanceOf(Phase.Preparing.class);
        scene.about(CommandKind.RERUN, "ayse", "clock");
        assertThat(answer(0).run()).isEqualTo(3);
    }

    @Test
    void checkIsNotRepeatedUntilChanceLetsItPass() {
        failed("clock");
        for (int run = 2; run <= RerunDecider.MAX_RUNS; run++) {
            scene.about(CommandKind.RERUN, "ayse", "clock").answer("clock", Outcome.FAILED, run);
        }

        scene.about(CommandKind.RERUN, "ayse", "clock");

        assertThat(rejected()).isEqualTo(Reason.NOTHING_TO_RERUN);
        assertThat(answer(0).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void resultOfAnOlderRunDoesNotCountAndNoRunCountsTwice() {
        failed("clock").about(CommandKind.RERUN, "ayse", "clock");
        scene.answer("clock", Outcome.PASSED, 1);
        assertThat(rejected()).isEqualTo(Reason.CHECK_OUTDATED);
        assertThat(answer(0).outcome()).isEqualTo(Outcome.PENDING);

        scene.answer("clock", Outcome.FAILED, 2).answer("clock", Outcome.PASSED, 2);
        assertThat(rejected()).isEqualTo(Reason.CHECK_OUTDATED);
        assertThat(answer(0).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void passedAttestedOrUnknownCheckIsNotRunAgain() {
        scene.allAnswer().about(CommandKind.RERUN, "ayse", "clock");
        assertThat(rejected()).isEqualTo(Reason.NOTHING_TO_RERUN);
        scene.about(CommandKind.RERUN, "ayse", "sign-off");
        assertThat(rejected()).isEqualTo(Reason.NEEDS_A_PERSON);
        scene.about(CommandKind.RERUN, "ayse", "no-check");
        assertThat(rejected()).isEqualTo(Reason.UNKNOWN_CHECK);
        scene.silence(Duration.ofMinutes(2)).about(CommandKind.RERUN, "ayse", "clock");
        assertThat(rejected()).isEqualTo(Reason.CHECK_TOO_LATE);
        assertThat(scene.all(RerunOrdered.class)).isEmpty();
    }

    @Test
    void onlyTheCommanderOrdersARunWhereThereIsOne() {
        failed("clock").command(CommandKind.TAKE_COMMAND, "ayse");
        scene.about(CommandKind.RERUN, "mehmet", "clock");
        assertThat(rejected()).isEqualTo(Reason.NOT_COMMANDER);
        scene.command(
                CommandKind.RERUN, "ayse", "clock", "", Phase.NONE, Roles.of(List.of("approver")));
        assertThat(rejected()).isEqualTo(Reason.NOT_PERMITTED);
    }

    private Scene failed(String check) {
        return scene.answer("headers", Outcome.PASSED).answer(check, Outcome.FAILED);
    }

    private Preparation.Answer answer(int check) {
        return scene.state().proceedings().preparation().answers().get(check);
    }

    private Reason rejected() {
        return scene.newest(InputRejected.class).reason();
    }
}
