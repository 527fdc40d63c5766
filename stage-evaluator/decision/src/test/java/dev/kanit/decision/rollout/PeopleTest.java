package dev.kanit.decision.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.rollout.RolloutEvent.CommandTaken;
import dev.kanit.decision.rollout.RolloutEvent.InputRejected;
import dev.kanit.decision.rollout.RolloutInput.ActionFinished;
import dev.kanit.decision.rollout.RolloutInput.ActionKind;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.decision.rule.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PeopleTest {

    private final Scene scene = Scene.start(Plans.small());

    @Test
    void commandIsTakenFromNobodyWhoKeepsIt() {
        scene.command(CommandKind.TAKE_COMMAND, "ayse").command(CommandKind.TAKE_COMMAND, "can");
        assertThat(rejected()).isEqualTo(Reason.COMMAND_HELD);
        assertThat(scene.state().authority().commander()).isEqualTo("ayse");
    }

    @Test
    void offeredCommandIsTakenByTheOneItWasOfferedTo() {
        scene.command(CommandKind.TAKE_COMMAND, "ayse")
                .about(CommandKind.HAND_OVER, "ayse", "can")
                .command(CommandKind.TAKE_COMMAND, "mallory");
        assertThat(rejected()).isEqualTo(Reason.COMMAND_HELD);
        scene.command(CommandKind.TAKE_COMMAND, "can");
        assertThat(scene.newest(CommandTaken.class).before()).isEqualTo("ayse");
        assertThat(scene.state().authority().commander()).isEqualTo("can");
    }

    @Test
    void onlyTheCommanderHandsOver() {
        scene.command(CommandKind.TAKE_COMMAND, "ayse").about(CommandKind.HAND_OVER, "can", "can");
        assertThat(rejected()).isEqualTo(Reason.NOT_COMMANDER);
    }

    @Test
    void absentCommanderIsReplacedByAnOverrideWithReasonAndExpiry() {
        scene.command(CommandKind.TAKE_COMMAND, "ayse");
        scene.until(CommandKind.OVERRIDE, "can", Exemption.COMMAND, Duration.ofMinutes(5));
        scene.command(CommandKind.TAKE_COMMAND, "can");
        assertThat(scene.newest(CommandTaken.class).before()).isEqualTo("ayse");
        assertThat(scene.state().authority().commander()).isEqualTo("can");
    }

    @Test
    void overriddenTriggerFiresOnceTheOverrideEnds() {
        scene.until(CommandKind.OVERRIDE, "ayse", "csp-storm", Duration.ofMinutes(1));
        scene.reading("csp", 600).run(Duration.ofSeconds(50));
        assertThat(scene.all(RolloutEvent.RollbackOrdered.class)).isEmpty();
        scene.run(Duration.ofSeconds(20));
        assertThat(scene.newest(RitualEvent.OverrideEnded.class).subject()).isEqualTo("csp-storm");
        assertThat(scene.newest(RolloutEvent.RollbackOrdered.class).reason())
                .isEqualTo(Reason.TRIGGER_FIRED);
    }

    @Test
    void overrideNamesARuleThatStopsSomething() {
        scene.until(CommandKind.OVERRIDE, "ayse", "no-such-rule", Duration.ofMinutes(1));
        assertThat(rejected()).isEqualTo(Reason.UNKNOWN_RULE);
        scene.until(CommandKind.OVERRIDE, "ayse", Exemption.GO, Duration.ofMinutes(1));
        assertThat(rejected()).isEqualTo(Reason.NOTHING_TO_OVERRIDE);
        scene.until(CommandKind.OVERRIDE, "ayse", "csp-storm", Duration.ofHours(25));
        assertThat(rejected()).isEqualTo(Reason.INCOMPLETE_COMMAND);
    }

    @ParameterizedTest
    @EnumSource(
            value = CommandKind.class,
            names = {"NOTE"},
            mode = EnumSource.Mode.EXCLUDE)
    void viewerOnlyLeavesNotes(CommandKind kind) {
        scene.command(kind, "vera", "go", "", Phase.NONE, Roles.of(List.of("viewer")));
        assertThat(rejected()).isEqualTo(Reason.NOT_PERMITTED);
        scene.command(CommandKind.NOTE, "vera", "", "", Phase.NONE, Roles.of(List.of("viewer")));
        assertThat(scene.newest(RolloutEvent.NoteTaken.class).by()).isEqualTo("vera");
    }

    @Test
    void unknownRoleGivesNoRight() {
        Roles admin = Roles.of(List.of("admin"));
        scene.command(CommandKind.HOLD, "root", "", "", Phase.NONE, admin);
        assertThat(rejected()).isEqualTo(Reason.NOT_PERMITTED);
    }

    @Test
    void alertIsLookedAfterByName() {
        scene.command(CommandKind.HOLD, "ayse")
                .about(CommandKind.ACKNOWLEDGE, "can", "shop-1/hold");
        assertThat(scene.sentenceOf(RitualEvent.AlertAcknowledged.class))
                .startsWith("can looks after shop-1/hold: because [");
        scene.about(CommandKind.ACKNOWLEDGE, "can", "shop-1/rollback");
        assertThat(rejected()).isEqualTo(Reason.NOTHING_TO_ACKNOWLEDGE);
    }

    @Test
    void failedRollbackIsClosedByAPersonWhoSaysWhatWasDone() {
        scene.command(CommandKind.CLOSE_FAILURE, "ayse");
        assertThat(rejected()).isEqualTo(Reason.NO_FAILURE);
        scene.command(CommandKind.ROLL_BACK, "ayse").finished(false);
        scene.command(CommandKind.CLOSE_FAILURE, "ayse");
        assertThat(scene.phase()).isInstanceOf(Phase.FailureClosed.class);
        assertThat(OnCall.open(scene.state())).isEmpty();
    }

    @Test
    void killSwitchHoldsAndItsFailureIsTold() {
        scene.command(CommandKind.KILL_SWITCH, "ayse");
        assertThat(scene.phase()).isInstanceOf(Phase.Held.class);
        long action = scene.state().counters().sequence();
        scene.input(
                new ActionFinished(scene.now(), action, ActionKind.KILL_SWITCH, false, "refused"));
        assertThat(scene.newest(RolloutEvent.RolloutHeld.class).reasons())
                .containsExactly(Reason.KILL_SWITCH_FAILED);
        scene.command(CommandKind.RESUME, "ayse");
        assertThat(scene.phase()).isInstanceOf(Phase.Baking.class);
    }

    @Test
    void freezeHoldsUntilItIsLiftedAndRollbackStaysAllowed() {
        scene.command(CommandKind.FREEZE, "ayse").run(Duration.ofMinutes(10));
        assertThat(scene.phase()).isInstanceOf(Phase.Held.class);
        scene.command(CommandKind.RESUME, "ayse");
        assertThat(scene.phase()).isInstanceOf(Phase.Held.class);
        scene.command(CommandKind.UNFREEZE, "ayse");
        assertThat(scene.phase()).isInstanceOf(Phase.Baking.class);
        scene.command(CommandKind.FREEZE, "ayse").command(CommandKind.ROLL_BACK, "ayse");
        assertThat(scene.phase()).isInstanceOf(Phase.RollingBack.class);
    }

    private Reason rejected() {
        return scene.newest(InputRejected.class).reason();
    }
}
