package dev.kanit.collector.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.kanit.codec.plan.CollectionPlan;
import dev.kanit.codec.plan.SignalQuery;
import dev.kanit.codec.plan.Source;
import dev.kanit.wire.Absence;
import dev.kanit.wire.SignalReading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RoundTest {

    private static final CollectionPlan PLAN =
            new CollectionPlan(
                    new Source.Push(Duration.ofSeconds(1)),
                    List.of(
                            query("p95", "p{track=\"$track\"}[$window]", "n{track=\"$track\"}"),
                            query("lag", "max(lag)", null)));

    @Test
    void trackAndWindowAreFilledIn() {
        assertThat(Round.questions(PLAN))
                .containsExactly(
                        "p{track=\"canary\"}[90000ms]",
                        "p{track=\"baseline\"}[90000ms]",
                        "n{track=\"canary\"}",
                        "max(lag)");
    }

    @Test
    void readingHoldsBothTracksAndTheSamples() {
        SignalReading p95 =
                readings(
                                Map.of(
                                        "p{track=\"canary\"}[90000ms]", Observation.of(142),
                                        "p{track=\"baseline\"}[90000ms]", Observation.of(140),
                                        "n{track=\"canary\"}", Observation.of(30.6)))
                        .getFirst();
        assertThat(p95.getCanary()).isEqualTo(142);
        assertThat(p95.getBaseline()).isEqualTo(140);
        assertThat(p95.getSamples()).isEqualTo(31);
        assertThat(p95.getAbsence()).isNull();
    }

    @Test
    void missingCanaryValueSaysWhyAndKeepsTheBaseline() {
        SignalReading p95 =
                readings(
                                Map.of(
                                        "p{track=\"canary\"}[90000ms]", Observation.of(Double.NaN),
                                        "p{track=\"baseline\"}[90000ms]", Observation.of(140)))
                        .getFirst();
        assertThat(p95.getCanary()).isNull();
        assertThat(p95.getAbsence()).isEqualTo(Absence.NOT_A_NUMBER);
        assertThat(p95.getBaseline()).isEqualTo(140);
        assertThat(p95.getSamples()).isNull();
    }

    @Test
    void unansweredQuestionIsNoData() {
        assertThat(readings(Map.of()))
                .extracting(SignalReading::getSignal, SignalReading::getAbsence)
                .containsExactly(tuple("p95", Absence.NO_DATA), tuple("lag", Absence.NO_DATA));
    }

    @Test
    void ticksAreMultiplesOfTheInterval() {
        Cadence cadence = new Cadence(Duration.ofMillis(250));
        assertThat(cadence.after(Instant.ofEpochMilli(1_000)))
                .isEqualTo(Instant.ofEpochMilli(1_250));
        assertThat(cadence.after(Instant.ofEpochMilli(1_249)))
                .isEqualTo(Instant.ofEpochMilli(1_250));
        assertThat(cadence.missedBetween(Instant.ofEpochMilli(1_250), Instant.ofEpochMilli(1_499)))
                .isZero();
        assertThat(cadence.missedBetween(Instant.ofEpochMilli(1_250), Instant.ofEpochMilli(1_800)))
                .isEqualTo(2);
    }

    @Test
    void intervalUnder100MillisIsRefused() {
        assertThatThrownBy(() -> new Cadence(Duration.ofMillis(99)))
                .hasMessage("every: PT0.099S (expected: >= PT0.1S)");
    }

    private static List<SignalReading> readings(Map<String, Observation> answers) {
        return Round.readings(PLAN, answers);
    }

    private static SignalQuery query(String signal, String query, @Nullable String samples) {
        return new SignalQuery(signal, query, Optional.ofNullable(samples), Duration.ofSeconds(90));
    }
}
