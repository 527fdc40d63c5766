package dev.kanit.evaluator.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.rollout.Role;
import dev.kanit.wire.CommandKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RoleTableTest {

    private static final Path APPROVED = Path.of("src/test/resources/roles.md");
    private static final Path PAGE = Path.of("../../docs/people.md");

    @Test
    void tableIsTheApprovedOneAndThePageShowsIt() throws IOException {
        if (Boolean.getBoolean("approve")) {
            Files.writeString(APPROVED, RoleTable.markdown());
        }

        assertThat(RoleTable.markdown()).isEqualTo(Files.readString(APPROVED));
        assertThat(Files.readString(PAGE)).contains(RoleTable.markdown());
    }

    /** Conformance 21: a person can always roll back. */
    @ParameterizedTest
    @EnumSource(Role.class)
    void whoMayHoldOrResumeOrCommandMayRollBack(Role role) {
        boolean steers =
                EnumSet.of(
                                CommandKind.START,
                                CommandKind.TAKE_COMMAND,
                                CommandKind.HAND_OVER,
                                CommandKind.APPROVE,
                                CommandKind.HOLD,
                                CommandKind.RESUME,
                                CommandKind.FREEZE,
                                CommandKind.UNFREEZE,
                                CommandKind.KILL_SWITCH,
                                CommandKind.CLOSE_FAILURE)
                        .stream()
                        .anyMatch(kind -> may(role, kind));

        assertThat(may(role, CommandKind.ROLL_BACK)).isEqualTo(steers);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"VIEWER", "AUDITOR"})
    void whoOnlyLooksMayLeaveRemarksAndNothingElse(Role role) {
        assertThat(Arrays.stream(CommandKind.values()).filter(kind -> may(role, kind)))
                .containsExactly(CommandKind.NOTE);
        assertThat(RoleTable.needed(new Act.Read())).contains(role);
        assertThat(RoleTable.needed(new Act.Other())).doesNotContain(role);
    }

    @Test
    void personWithoutARoleMayNothingAndTheInstallationEverything() {
        Caller nobody = new Caller.Person("nobody", Set.of());

        assertThat(RoleTable.allows(nobody, new Act.Read())).isFalse();
        for (CommandKind kind : CommandKind.values()) {
            assertThat(RoleTable.allows(nobody, new Act.Command(kind))).isFalse();
            assertThat(RoleTable.allows(new Caller.Installation(), new Act.Command(kind))).isTrue();
        }
    }

    @Test
    void rolesAddUp() {
        Caller both = new Caller.Person("both", Set.of(Role.VIEWER, Role.APPROVER));

        assertThat(RoleTable.allows(both, new Act.Command(CommandKind.APPROVE_GO))).isTrue();
        assertThat(RoleTable.allows(both, new Act.Command(CommandKind.ROLL_BACK))).isFalse();
        assertThat(both.roleNames()).containsExactly("viewer", "approver");
    }

    private static boolean may(Role role, CommandKind kind) {
        return RoleTable.needed(new Act.Command(kind)).contains(role);
    }
}
