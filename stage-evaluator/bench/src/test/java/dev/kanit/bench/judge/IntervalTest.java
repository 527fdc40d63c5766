package dev.kanit.bench.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IntervalTest {

    /** Newcombe 1998, Statistics in Medicine 17, table I, method 3. */
    @ParameterizedTest
    @CsvSource({
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605",
        "0, 20, 0.0000, 0.1611",
        "1, 29, 0.0061, 0.1718"
    })
    void endsAreThePublishedOnes(long hits, long all, double low, double high) {
        Interval interval = Interval.wilson(hits, all);

        assertThat(interval.low()).isCloseTo(low, within(0.00005));
        assertThat(interval.high()).isCloseTo(high, within(0.00005));
    }

    @Test
    void allHitsReachOne() {
        assertThat(Interval.wilson(10, 10).high()).isEqualTo(1);
        assertThat(Interval.wilson(10, 10).low()).isCloseTo(0.7225, within(0.0001));
    }

    @Test
    void moreHitsThanTriesAreRefused() {
        assertThatThrownBy(() -> Interval.wilson(3, 2))
                .hasMessage("hits: 3 of 2 (expected: 0 to all, above 0)");
    }
}
