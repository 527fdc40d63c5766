package dev.kanit.decision.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.measure.Absence;
import dev.kanit.decision.measure.Measurements;
import dev.kanit.decision.measure.Snapshot;
import dev.kanit.decision.rollout.Plans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Patience of the plan: missing holds after 30 s and rolls back after 4 min, a provider that is
 * down holds after 1 min and rolls back after 6 min.
 */
final class TelemetryTest {

    private static final long SINCE = 100_000;

    private final Rulebook rules = Plans.small();

    @ParameterizedTest(name = "{0} for {1} ms: holds {2}, rolls back {3}")
    @CsvSource({
        "NO_DATA, 29999, false, false",
        "NO_DATA, 30000, true, false",
        "NO_DATA, 239999, true, false",
        "NO_DATA, 240000, true, true",
        "NOT_A_NUMBER, 240000, true, true",
        "PROVIDER_DOWN, 59999, false, false",
        "PROVIDER_DOWN, 60000, true, false",
        "PROVIDER_DOWN, 359999, true, false",
        "PROVIDER_DOWN, 360000, true, true",
        "TIMED_OUT, 359999, true, false"
    })
    void patienceDependsOnWhoseFaultItIs(
            Absence why, long lasted, boolean holds, boolean rollsBack) {
        Telemetry telemetry = look(healthy().missing(Plans.LATENCY, why, Double.NaN), lasted);
        assertThat(telemetry.holdFor().contains(Reason.of(why))).isEqualTo(holds);
        assertThat(telemetry.rollBackFor().isPresent()).isEqualTo(rollsBack);
        if (rollsBack) {
            assertThat(telemetry.rollBackFor()).contains(Reason.of(why));
            assertThat(telemetry.sinceMillis()).isEqualTo(SINCE);
        }
    }

    @Test
    void lowVolumeHoldsAndNeverRollsBack() {
        Telemetry telemetry = look(healthy().reading(Plans.ERRORS, 0.3, 0, 3), 100_000_000);
        assertThat(telemetry.holdFor()).containsExactly(Reason.LOW_VOLUME);
        assertThat(telemetry.rollBackFor()).isEmpty();
    }

    @Test
    void withoutTrafficTheGapsOfTheReleaseSayNothing() {
        Snapshot.Builder quiet =
                healthy()
                        .reading(Plans.TRAFFIC, 0, 5, -1)
                        .missing(Plans.ERRORS, Absence.NOT_A_NUMBER, 0.001);
        Telemetry telemetry = look(quiet, 100_000_000);
        assertThat(telemetry.holdFor()).containsExactly(Reason.NO_TRAFFIC);
        assertThat(telemetry.rollBackFor()).isEmpty();
    }

    @Test
    void unknownBaselineHolds() {
        Measurements measured =
                Measurements.none(rules.layout(), 0)
                        .with(
                                healthy()
                                        .reading(Plans.CSP, 5, Double.NaN, -1)
                                        .takenAt(SINCE)
                                        .build());
        Telemetry telemetry =
                Telemetry.of(
                        rules, measured, Verdicts.of(rules, measured), SINCE, 0, SINCE + 30_000);
        assertThat(telemetry.holdFor()).containsExactly(Reason.NO_BASELINE);
    }

    @Test
    void silenceOfTheCollectorHasTheProvidersPatience() {
        Measurements measured = measured(healthy());
        assertThat(silence(measured, 59_999).holdFor()).isEmpty();
        assertThat(silence(measured, 60_000).holdFor()).containsExactly(Reason.COLLECTOR_SILENT);
        assertThat(silence(measured, 359_999).rollBackFor()).isEmpty();
        assertThat(silence(measured, 360_000).rollBackFor()).contains(Reason.COLLECTOR_SILENT);
    }

    /** A window that has just begun is given the same patience anew. */
    @Test
    void patienceBeginsWhenTheCanaryIsFirstWatched() {
        Snapshot.Builder gap = healthy().missing(Plans.LATENCY, Absence.NO_DATA, Double.NaN);
        Measurements measured = measured(gap);
        Verdicts verdicts = Verdicts.of(rules, measured);
        long watched = SINCE + 500_000;
        assertThat(
                        Telemetry.of(rules, measured, verdicts, SINCE, watched, watched + 29_999)
                                .holdFor())
                .isEmpty();
        assertThat(
                        Telemetry.of(rules, measured, verdicts, SINCE, watched, watched + 30_000)
                                .holdFor())
                .containsExactly(Reason.NO_DATA);
    }

    private Telemetry silence(Measurements measured, long lasted) {
        return Telemetry.silence(rules, measured, 0, SINCE + lasted);
    }

    private Telemetry look(Snapshot.Builder builder, long lasted) {
        Measurements measured = measured(builder);
        return Telemetry.of(
                rules, measured, Verdicts.of(rules, measured), SINCE, 0, SINCE + lasted);
    }

    /** All was well before, so that gaps begin with this snapshot. */
    private Measurements measured(Snapshot.Builder builder) {
        return Measurements.none(rules.layout(), 0)
                .with(healthy().takenAt(SINCE - 10_000).build())
                .with(builder.takenAt(SINCE).build());
    }

    private Snapshot.Builder healthy() {
        Snapshot.Builder builder = new Snapshot.Builder(rules.layout().signals());
        for (int signal = 0; signal < rules.layout().signals(); signal++) {
            builder.reading(signal, signal == Plans.ERRORS ? 0.001 : 10, 10, -1);
        }
        return builder;
    }
}
