package dev.kanit.collector.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.kanit.codec.plan.CollectionPlan;
import dev.kanit.codec.plan.SignalQuery;
import dev.kanit.codec.plan.Source;
import dev.kanit.codec.plan.TrackQuery;
import dev.kanit.codec.plan.Tracks;
import dev.kanit.wire.Absence;
import dev.kanit.wire.SignalReading;
import dev.kanit.wire.TrackReadings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RoundTest {

    private static final CollectionPlan PLAN =
            new CollectionPlan(
                    new Source.Push(Duration.ofSeconds(1)),
                    List.of(
                            query("p95", "p{track=\"$track\"}[$window]", "n{track=\"$track\"}"),
                            query("lag", "max(lag)", null)));

    private static final CollectionPlan COMPARED =
            new CollectionPlan(
                    new Source.Prometheus(
                            "http://x",
                            Duration.ofSeconds(15),
                            Duration.ofSeconds(5),
                            new Tracks("new", "a|b", "a", "b")),
                    List.of(
                            compared(
                                    "p95",
                                    "p{t=~\"$track\"}[$window]",
                                    new TrackQuery.Ratio(Duration.ofSeconds(30))),
                            compared(
                                    "memory",
                                    "max(m{t=~\"$track\"})",
                                    new TrackQuery.Ratio(Duration.ofSeconds(90))),
                            compared(
                                    "errors",
                                    "e{t=~\"$track\"}[$window]",
                                    new TrackQuery.Counts(
                                            "bad{t=~\"$track\"}", "all{t=~\"$track\"}"))));

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
    void withoutComparisonNothingIsAskedOfOtherTracks() {
        assertThat(readings(Map.of())).extracting(SignalReading::getTracks).containsOnlyNulls();
    }

    @Test
    void whatTheJudgeComparesIsAskedLastAndOnce() {
        assertThat(Round.questions(COMPARED))
                .containsExactly(
                        "p{t=~\"new\"}[90000ms]",
                        "p{t=~\"a|b\"}[90000ms]",
                        "max(m{t=~\"new\"})",
                        "max(m{t=~\"a|b\"})",
                        "e{t=~\"new\"}[90000ms]",
                        "e{t=~\"a|b\"}[90000ms]",
                        "p{t=~\"new\"}[30000ms]",
                        "p{t=~\"a|b\"}[30000ms]",
                        "p{t=~\"a\"}[30000ms]",
                        "p{t=~\"b\"}[30000ms]",
                        "max(m{t=~\"a\"})",
                        "max(m{t=~\"b\"})",
                        "bad{t=~\"new\"}",
                        "bad{t=~\"a|b\"}",
                        "bad{t=~\"a\"}",
                        "bad{t=~\"b\"}",
                        "all{t=~\"new\"}",
                        "all{t=~\"a|b\"}",
                        "all{t=~\"a\"}",
                        "all{t=~\"b\"}");
    }

    @Test
    void gaugeHasItsValueOnEachTrackAndNoTotals() {
        SignalReading p95 =
                Round.readings(
                                COMPARED,
                                Map.of(
                                        "p{t=~\"new\"}[90000ms]", Observation.of(140),
                                        "p{t=~\"new\"}[30000ms]", Observation.of(1),
                                        "p{t=~\"a|b\"}[30000ms]", Observation.of(2),
                                        "p{t=~\"a\"}[30000ms]", Observation.of(3),
                                        "p{t=~\"b\"}[30000ms]", Observation.of(4)))
                        .getFirst();
        assertThat(p95.getCanary()).isEqualTo(140);
        assertThat(p95.getTracks())
                .isEqualTo(new TrackReadings(1.0, 2.0, 3.0, 4.0, null, null, null, null));
    }

    @Test
    void countsHaveBadAndAllEventsOnEachTrack() {
        Map<String, Observation> answers = new TreeMap<>();
        List<String> questions = List.copyOf(Round.questions(COMPARED));
        for (int index = 12; index < 20; index++) {
            answers.put(questions.get(index), Observation.of(index));
        }
        assertThat(Round.readings(COMPARED, answers).getLast().getTracks())
                .isEqualTo(new TrackReadings(12.0, 13.0, 14.0, 15.0, 16.0, 17.0, 18.0, 19.0));
    }

    @Test
    void trackWithoutFiniteNumberIsNull() {
        TrackReadings tracks =
                Round.readings(
                                COMPARED,
                                Map.of(
                                        "p{t=~\"new\"}[30000ms]", Observation.of(Double.NaN),
                                        "p{t=~\"a|b\"}[30000ms]",
                                                Observation.absent(Absence.TIMED_OUT),
                                        "p{t=~\"b\"}[30000ms]", Observation.of(4)))
                        .getFirst()
                        .getTracks();
        assertThat(tracks)
                .isEqualTo(new TrackReadings(null, null, null, 4.0, null, null, null, null));
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
        return new SignalQuery(
                signal,
                query,
                Optional.ofNullable(samples),
                Duration.ofSeconds(90),
                Optional.empty());
    }

    private static SignalQuery compared(String signal, String query, TrackQuery compared) {
        return new SignalQuery(
                signal, query, Optional.empty(), Duration.ofSeconds(90), Optional.of(compared));
    }
}
