package dev.kanit.decision.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.rollout.Plans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LatestTest {

    private static final int SIGNAL = Plans.LATENCY;
    private static final PlanLayout LAYOUT = Plans.small().layout();

    private Measurements measured = Measurements.none(LAYOUT, 0);
    private long now;

    @Test
    void everythingIsMissingSinceTheStart() {
        assertThat(measured.latest().absence(SIGNAL)).isEqualTo(Absence.NO_DATA);
        assertThat(measured.latest().missingSinceMillis(SIGNAL)).isZero();
        assertThat(measured.latest().canary(SIGNAL)).isNaN();
    }

    @Test
    void readingEndsTheGap() {
        take(builder().reading(SIGNAL, 120, 110, 40));
        assertThat(measured.latest().absence(SIGNAL)).isEqualTo(Absence.PRESENT);
        assertThat(measured.latest().canary(SIGNAL)).isEqualTo(120);
        assertThat(measured.latest().samples(SIGNAL)).isEqualTo(40);
        assertThat(measured.latest().missingSinceMillis(SIGNAL)).isEqualTo(Latest.NONE);
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_DATA", "PROVIDER_DOWN", "TIMED_OUT", "NOT_A_NUMBER"})
    void reportedAbsenceIsKept(Absence why) {
        take(builder().missing(SIGNAL, why, Double.NaN));
        assertThat(measured.latest().absence(SIGNAL)).isEqualTo(why);
        assertThat(measured.latest().canary(SIGNAL)).isNaN();
    }

    @Test
    void gapOfTheCanaryAloneDiffersFromAGapEverywhere() {
        take(builder().missing(SIGNAL, Absence.NO_DATA, 110));
        assertThat(measured.latest().absence(SIGNAL)).isEqualTo(Absence.CANARY_SILENT);
        take(builder().missing(SIGNAL, Absence.NO_DATA, Double.NaN));
        assertThat(measured.latest().absence(SIGNAL)).isEqualTo(Absence.NO_DATA);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void valueThatIsNoNumberIsNoReading(double value) {
        take(builder().reading(SIGNAL, value, 110, 40));
        assertThat(measured.latest().absence(SIGNAL)).isEqualTo(Absence.NOT_A_NUMBER);
        assertThat(measured.latest().canary(SIGNAL)).isNaN();
    }

    @Test
    void negativeValueIsOutOfRange() {
        take(builder().reading(SIGNAL, -0.001, 110, 40));
        assertThat(measured.latest().absence(SIGNAL)).isEqualTo(Absence.OUT_OF_RANGE);
    }

    @Test
    void valueIsStaleFromTheMillisecondAfterThreeIntervals() {
        take(builder().reading(SIGNAL, 120, 110, 40).age(SIGNAL, 30_000));
        assertThat(measured.latest().absence(SIGNAL)).isEqualTo(Absence.PRESENT);
        take(builder().reading(SIGNAL, 120, 110, 40).age(SIGNAL, 30_001));
        assertThat(measured.latest().absence(SIGNAL)).isEqualTo(Absence.STALE);
    }

    @Test
    void gapBeginsWithItsFirstSnapshotAndKeepsItsBeginning() {
        take(builder().reading(SIGNAL, 120, 110, 40));
        take(builder().missing(SIGNAL, Absence.NO_DATA, Double.NaN));
        take(builder().reading(SIGNAL, Double.NaN, 110, 40));
        assertThat(measured.latest().missingSinceMillis(SIGNAL)).isEqualTo(20_000);
    }

    @Test
    void gapBeginsAnewWhenAProviderThatWasDownAnswers() {
        take(builder().missing(SIGNAL, Absence.PROVIDER_DOWN, Double.NaN));
        take(builder().missing(SIGNAL, Absence.NO_DATA, Double.NaN));
        assertThat(measured.latest().missingSinceMillis(SIGNAL)).isEqualTo(20_000);
        take(builder().missing(SIGNAL, Absence.TIMED_OUT, Double.NaN));
        assertThat(measured.latest().missingSinceMillis(SIGNAL)).isEqualTo(20_000);
    }

    @Test
    void baselineIsRememberedAsAnExponentialMean() {
        take(builder().reading(SIGNAL, 120, 100, 40));
        take(builder().reading(SIGNAL, 120, 200, 40));
        assertThat(measured.baseline(SIGNAL)).as("the newest one").isEqualTo(200);

        take(builder().reading(SIGNAL, 120, Double.NaN, 40));

        assertThat(measured.baseline(SIGNAL)).as("100 + (200 - 100) / 8").isEqualTo(112.5);
    }

    @Test
    void infiniteBaselineIsNoBaseline() {
        take(builder().reading(SIGNAL, 120, Double.POSITIVE_INFINITY, 40));
        assertThat(measured.baseline(SIGNAL)).isNaN();
    }

    private static Snapshot.Builder builder() {
        return new Snapshot.Builder(LAYOUT.signals());
    }

    private void take(Snapshot.Builder builder) {
        now += 10_000;
        measured = measured.with(builder.takenAt(now).build());
    }
}
