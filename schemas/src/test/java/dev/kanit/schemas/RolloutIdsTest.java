package dev.kanit.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RolloutIdsTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "shop-1", "Spark.v1.4_0-canary"})
    void nameOfARolloutIsTaken(String id) {
        assertThat(RolloutIds.isValid(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "-a", "_a", "a/b", "a b", "a:b", "ü", "a\n"})
    void whatIsNoNameOfADirectoryIsRefused(String id) {
        assertThat(RolloutIds.isValid(id)).isFalse();
    }

    @Test
    void hundredCharactersAreTheMost() {
        assertThat(RolloutIds.isValid("a".repeat(RolloutIds.MAX_LENGTH))).isTrue();
        assertThat(RolloutIds.isValid("a".repeat(RolloutIds.MAX_LENGTH + 1))).isFalse();
    }
}
