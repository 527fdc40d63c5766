package dev.kanit.decision.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ComparatorTest {

    @ParameterizedTest(name = "1 {0} 2: {1}, 2 {0} 2: {2}, 3 {0} 2: {3}")
    @CsvSource({
        "<, true, false, false",
        "<=, true, true, false",
        ">, false, false, true",
        ">=, false, true, true"
    })
    void comparesWithItsLimit(String symbol, boolean below, boolean at, boolean above) {
        Comparator comparator = Comparator.parse(symbol).orElseThrow();
        assertThat(comparator.holds(1, 2)).isEqualTo(below);
        assertThat(comparator.holds(2, 2)).isEqualTo(at);
        assertThat(comparator.holds(3, 2)).isEqualTo(above);
    }

    @ParameterizedTest
    @EnumSource
    void neverHoldsWithNaN(Comparator comparator) {
        assertThat(comparator.holds(Double.NaN, 1)).isFalse();
        assertThat(comparator.holds(1, Double.NaN)).isFalse();
        assertThat(comparator.holds(Double.NaN, Double.NaN)).isFalse();
    }
}
