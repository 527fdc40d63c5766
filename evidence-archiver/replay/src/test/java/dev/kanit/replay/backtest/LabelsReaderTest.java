package dev.kanit.replay.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.replay.backtest.Truth.Label;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LabelsReaderTest {

    @Test
    void aLineIsARolloutItsLabelAndMaybeAnOnset() {
        Labels labels =
                accepted(
                        """
                        rollout,label,onset
                        # the pager was wrong that night
                        shop-1,good

                        shop-2, BAD , 2026-01-31T12:00:00Z
                        night.evidence.zip,bad,
                        """);

        assertThat(labels.of("x", "shop-1")).contains(new Truth(Label.GOOD, Optional.empty()));
        assertThat(labels.of("x", "shop-2"))
                .contains(new Truth(Label.BAD, Optional.of(Instant.parse("2026-01-31T12:00:00Z"))));
        assertThat(labels.of("night.evidence.zip", "shop-3"))
                .contains(new Truth(Label.BAD, Optional.empty()));
        assertThat(labels.of("x", "shop-4")).isEmpty();
    }

    @Test
    void everyLineThatSaysNothingIsNamed() {
        assertThat(
                        LabelsReader.read(
                                "a,good\nb\nc,godo\nd,good,2026-01-31T12:00:00Z\ne,bad,noon\na,bad"))
                .isInstanceOfSatisfying(
                        LabelsReading.Rejected.class,
                        rejected ->
                                assertThat(rejected.errors())
                                        .extracting(error -> error.substring(0, 2))
                                        .isEqualTo(List.of("2:", "3:", "4:", "5:", "6:")));
    }

    @Test
    void aLabelOfNoBundleIsUnused() {
        Labels labels = accepted("shop-1,good\nshop-2.evidence.zip,bad\nshop-3,bad");

        assertThat(labels.unused(Set.of("shop-2.evidence.zip"), Set.of("shop-1")))
                .containsExactly("shop-3");
    }

    private static Labels accepted(String text) {
        if (LabelsReader.read(text) instanceof LabelsReading.Accepted(Labels labels)) {
            return labels;
        }
        throw new AssertionError(LabelsReader.read(text));
    }
}
