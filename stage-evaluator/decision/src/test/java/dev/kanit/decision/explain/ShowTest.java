package dev.kanit.decision.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.plan.Unit;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ShowTest {

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource({
        "142, ms, 142ms",
        "0.002, ratio, 0.2%",
        "0.5, 1/min, 0.5/min",
        "81, count, 81",
        "10485760, bytes/s, 10490000bytes/s",
        "431.249, ms, 431.2ms",
        "0, ms, 0ms",
        "0.00001, ms, 0.00001ms",
        "-0.0, ratio, 0%",
        "NaN, ms, unknown",
        "Infinity, ms, infinitems"
    })
    void showsAValueWithItsUnit(double value, String unit, String shown) {
        assertThat(Show.value(value, Unit.parse(unit).orElseThrow())).isEqualTo(shown);
    }

    @ParameterizedTest(name = "{0} ms is {1}")
    @CsvSource({
        "0, 0s",
        "250, 250ms",
        "90000, 90s",
        "300000, 5m",
        "86400000, 24h",
        "90001, 90001ms"
    })
    void showsADurationInItsLargestWholeUnit(long millis, String shown) {
        assertThat(Show.duration(millis)).isEqualTo(shown);
    }

    @Test
    void showsTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.of("tr", "TR"));
            assertThat(Show.number(1234.5)).isEqualTo("1234");
            assertThat(Show.number(0.25)).isEqualTo("0.25");
        } finally {
            Locale.setDefault(before);
        }
    }
}
