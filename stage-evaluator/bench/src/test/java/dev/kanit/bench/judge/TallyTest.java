package dev.kanit.bench.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TallyTest {

    @Test
    void rollbackBeforeTheOnsetIsNoDetection() {
        Tally.Builder builder = new Tally.Builder(30);
        builder.add(29, true, false);
        builder.add(30, true, false);
        builder.add(-1, false, true);
        builder.add(34, true, false);

        Tally tally = builder.build();

        assertThat(tally.early()).isEqualTo(1);
        assertThat(tally.delays()).containsExactly(1, 5);
        assertThat(tally.detected().share()).isEqualTo(0.5);
        assertThat(tally.rolledBack().share()).isEqualTo(0.75);
        assertThat(tally.heldShare()).isEqualTo(0.75);
        assertThat(tally.wantingShare()).isEqualTo(0.25);
        assertThat(tally.detectedWithin(4)).isEqualTo(0.25);
    }

    @Test
    void withoutDetectionsThereIsNoDelay() {
        Tally.Builder builder = new Tally.Builder(0);
        builder.add(-1, false, false);

        assertThat(builder.build().medianTicks()).isZero();
        assertThat(builder.build().p90Ticks()).isZero();
    }
}
