package dev.kanit.decision.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.plan.CheckGroup;
import dev.kanit.decision.plan.CheckPlan;
import dev.kanit.decision.plan.PlannedCheck;
import dev.kanit.decision.plan.Ritual;
import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.decision.rollout.RitualEvent.CheckAttested;
import dev.kanit.decision.rollout.RolloutEvent.InputRejected;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.decision.rollout.RolloutInput.CommandRefused;
import dev.kanit.decision.rule.Reason;
import dev.kanit.decision.rule.Rulebook;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is refused is in the record with its reason and its sender, and changes nothing. */
final class RefusalTest {

    @ParameterizedTest
    @EnumSource
    void whatTheApiRefusedIsARejectionAndNothingElse(CommandKind kind) {
        Scene scene = Scene.start(Plans.ritual());
        RolloutState before = scene.state();

        scene.input(
                new CommandRefused(scene.now(), kind, "eve", Reason.NOT_PERMITTED, "a wrong role"));

        InputRejected rejected = scene.newest(InputRejected.class);
        assertThat(rejected.by()).isEqualTo("eve");
        assertThat(rejected.reason()).isEqualTo(Reason.NOT_PERMITTED);
        assertThat(rejected.detail()).isEqualTo(kind + " refused by the API: a wrong role");
        RolloutState after = scene.state();
        assertThat(after.phase()).isEqualTo(before.phase());
        assertThat(after.authority()).isEqualTo(before.authority());
        assertThat(after.proceedings()).isEqualTo(before.proceedings());
        assertThat(after.counters().generation()).isEqualTo(before.counters().generation());
    }

    @ParameterizedTest
    @EnumSource
    void personWithoutAnyRoleMayDoNothing(CommandKind kind) {
        Scene scene = Scene.start(Plans.ritual());
        Phase before = scene.phase();

        scene.command(kind, "eve", "go", "", Phase.NONE, Roles.of(List.of()));

        assertThat(scene.newest(InputRejected.class).reason()).isEqualTo(Reason.NOT_PERMITTED);
        assertThat(scene.newest(InputRejected.class).by()).isEqualTo("eve");
        assertThat(scene.phase()).isEqualTo(before);
    }

    @Test
    void namesThatAreNoRolesGiveNoRightAndInstallationIsNoRoleBesideOthers() {
        for (List<String> names :
                List.of(List.of("root"), List.of("installation", "viewer"), List.of(""))) {
            assertThat(Permissions.allow(CommandKind.ROLL_BACK, Roles.of(names)))
                    .as(names.toString())
                    .isFalse();
        }
        assertThat(Permissions.allow(CommandKind.ROLL_BACK, Roles.of(List.of("installation"))))
                .isTrue();
    }

    @Test
    void attestationIsTheNamedPersonsAndNobodyElses() {
        Scene scene = Scene.start(witnessed("release-manager"));

        attest(scene, "ayse", Roles.of(List.of("approver")));
        assertThat(scene.all(CheckAttested.class)).isEmpty();
        assertThat(scene.newest(InputRejected.class).reason()).isEqualTo(Reason.NOT_PERMITTED);
        assertThat(scene.newest(InputRejected.class).detail())
                .isEqualTo("sign-off is attested by release-manager, not by ayse");
        attest(scene, "ayse", Roles.UNKNOWN);
        assertThat(scene.all(CheckAttested.class)).isEmpty();

        attest(scene, "release-manager", Roles.of(List.of("operator")));
        assertThat(scene.newest(CheckAttested.class).by()).isEqualTo("release-manager");
    }

    @Test
    void attestationOfARoleIsAnybodysWhoHasIt() {
        Scene scene = Scene.start(witnessed("incident-commander"));

        attest(scene, "ayse", Roles.of(List.of("operator", "approver")));
        assertThat(scene.all(CheckAttested.class)).isEmpty();

        attest(scene, "mehmet", Roles.of(List.of("incident-commander")));
        assertThat(scene.newest(CheckAttested.class).by()).isEqualTo("mehmet");
    }

    private static void attest(Scene scene, String by, Roles roles) {
        scene.command(CommandKind.ATTEST, by, "sign-off", "", Phase.NONE, roles);
    }

    private static Rulebook witnessed(String witness) {
        RolloutPlan plan = Plans.plan();
        Ritual around = Plans.surroundings();
        CheckGroup group =
                CheckGroup.allBut(
                        0,
                        "green-button",
                        Duration.ZERO,
                        Duration.ofMinutes(1),
                        List.of(new PlannedCheck("sign-off", false, Optional.of(witness))));
        return new Rulebook(
                plan.with(
                        new Ritual(
                                Optional.of(new CheckPlan(List.of(group))),
                                around.go(),
                                Optional.empty(),
                                around.change(),
                                Optional.empty(),
                                false)));
    }
}
