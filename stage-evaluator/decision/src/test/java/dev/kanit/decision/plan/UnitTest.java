package dev.kanit.decision.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnitTest {

    @ParameterizedTest(name = "{0} measures {1}")
    @CsvSource({
        "ms, time",
        "bytes, bytes",
        "count, count",
        "ratio, ratio",
        "%, ratio",
        "1/min, count/time",
        "/s, count/time",
        "MiB/s, bytes/time"
    })
    void namesItsDimensionInWords(String symbol, String words) {
        assertThat(Unit.parse(symbol).orElseThrow().dimension().inWords()).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sec", "1/", "1/bytes", "x/s", "s/s/s"})
    void refusesWhatIsNoUnit(String symbol) {
        assertThat(Unit.parse(symbol)).isEmpty();
    }

    @Test
    void slopeOfARatePerMinuteIsPerMinuteAndSecond() {
        Unit slope = Unit.parse("1/min").orElseThrow().perSecond();
        assertThat(slope.dimension()).isEqualTo(new Dimension(-2, 0, 1));
    }

    @Test
    void slopeOfBytesIsInBytesPerSecond() {
        Unit slope = Unit.parse("bytes").orElseThrow().perSecond();
        assertThat(Quantity.parse("10MiB/s").orElseThrow().in(slope)).contains(10.0 * 1024 * 1024);
    }
}
