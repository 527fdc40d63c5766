package dev.kanit.decision.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QuantityTest {

    @ParameterizedTest(name = "{0} is {2} {1}")
    @CsvSource({
        "200ms, ms, 200",
        "200ms, s, 0.2",
        "1s, ms, 1000",
        "1%, ratio, 0.01",
        "3%, %, 3",
        "0.5/min, 1/min, 0.5",
        "1/min, 1/h, 60",
        "10MiB/s, bytes/s, 10485760",
        "2GiB, bytes, 2147483648",
        "1GB, MB, 1000",
        "80, count, 80",
        "0.5, ratio, 0.5",
        "-3ms, ms, -3"
    })
    void convertsWithinADimension(String text, String unit, double expected) {
        Unit target = Unit.parse(unit).orElseThrow();
        assertThat(Quantity.parse(text).orElseThrow().in(target)).contains(expected);
    }

    @ParameterizedTest(name = "{0} is no {1}")
    @CsvSource({"200ms, ratio", "1%, ms", "5, ms", "5, bytes", "1/min, count", "10MiB, bytes/s"})
    void refusesAnotherDimension(String text, String unit) {
        Unit target = Unit.parse(unit).orElseThrow();
        assertThat(Quantity.parse(text).orElseThrow().in(target)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ms", "1..2ms", "1e3", "NaN", "5 parsecs", "--1", "1/parsec", "."})
    void readsNoQuantityFromAnythingElse(String text) {
        assertThat(Quantity.parse(text)).isEmpty();
    }

    @Test
    void refusesAnInfiniteValue() {
        assertThatThrownBy(() -> new Quantity(Double.POSITIVE_INFINITY, java.util.Optional.empty()))
                .hasMessage("value: Infinity (expected: finite)");
    }
}
