package dev.kanit.evaluator.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kanit.decision.rollout.Role;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CallerTest {

    @Test
    void nobodySignsForAnother() {
        Caller ayse = new Caller.Person("ayşe", Set.of(Role.OPERATOR));

        assertThat(ayse.signature(Optional.empty())).contains("ayşe");
        assertThat(ayse.signature(Optional.of("ayşe"))).contains("ayşe");
        assertThat(ayse.signature(Optional.of("deniz"))).isEmpty();
        assertThat(ayse.signature(Optional.of("Ayşe"))).isEmpty();
    }

    @Test
    void singleOperatorSaysWhoTheyAreAndHasNoRoles() {
        Caller installation = new Caller.Installation();

        assertThat(installation.signature(Optional.of("deniz"))).contains("deniz");
        assertThat(installation.roleNames()).containsExactly("installation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\u0000", "ay\u202Ese", " ayse", "a\u200Bb"})
    void namesThatCannotBeReadAloudAreNone(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Caller.Person(name, Set.of(Role.VIEWER)));
    }

    @Test
    void namesEndSomewhere() {
        assertThat(Caller.isName("a".repeat(200))).isTrue();
        assertThat(Caller.isName("a".repeat(201))).isFalse();
    }
}
