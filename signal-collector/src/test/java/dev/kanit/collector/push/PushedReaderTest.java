package dev.kanit.collector.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.wire.Absence;
import dev.kanit.wire.TrackReadings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PushedReaderTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void readingsAndTheirAbsencesAreTaken() {
        Pushed pushed =
                read(
                        """
                        {"takenAt":"2026-01-01T00:00:05Z","readings":[
                          {"signal":"p95","canary":142.5,"baseline":140,"samples":31,"ageMillis":7},
                          {"signal":"lag","absence":"TIMED_OUT"}]}
                        """);
        assertThat(pushed)
                .isInstanceOfSatisfying(
                        Pushed.Snapshot.class,
                        snapshot -> {
                            assertThat(snapshot.takenAt()).isEqualTo(NOW.plusSeconds(5));
                            assertThat(snapshot.readings()).hasSize(2);
                            assertThat(snapshot.readings().getFirst().getSamples()).isEqualTo(31);
                            assertThat(snapshot.readings().getLast().getAbsence())
                                    .isEqualTo(Absence.TIMED_OUT);
                        });
    }

    @Test
    void whatTheJudgeComparesIsTaken() {
        assertThat(
                        read(
                                """
                                {"readings":[{"signal":"errors","canary":0.01,"tracks":
                                  {"canary":3,"baseline":20,"canaryTotal":300,"baselineTotal":9e3}}]}
                                """))
                .isInstanceOfSatisfying(
                        Pushed.Snapshot.class,
                        snapshot ->
                                assertThat(snapshot.readings().getFirst().getTracks())
                                        .isEqualTo(
                                                new TrackReadings(
                                                        3.0, 20.0, null, null, 300.0, 9_000.0, null,
                                                        null)));
    }

    @Test
    void withoutATimeItIsNow() {
        assertThat(read("{\"readings\":[{\"signal\":\"a\",\"canary\":1}]}"))
                .isInstanceOfSatisfying(
                        Pushed.Snapshot.class,
                        snapshot -> assertThat(snapshot.takenAt()).isEqualTo(NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"readings\":[]}",
                "{\"readings\":[{\"signal\":\"a\"}]}",
                "{\"readings\":[{\"signal\":\"a\",\"canary\":1,\"absence\":\"NO_DATA\"}]}",
                "{\"readings\":[{\"signal\":\"a\",\"canary\":\"1\"}]}",
                "{\"readings\":[{\"signal\":\"a\",\"canary\":1e999}]}",
                "{\"readings\":[{\"signal\":\"a b\",\"canary\":1}]}",
                "{\"readings\":[{\"signal\":\"a\",\"canary\":1,\"samples\":-1}]}",
                "{\"readings\":[{\"signal\":\"a\",\"canary\":1,\"samples\":0.5}]}",
                "{\"readings\":[{\"signal\":\"a\",\"canary\":1},{\"signal\":\"a\",\"canary\":1}]}",
                "{\"readings\":[{\"signal\":\"a\",\"absence\":\"BORED\"}]}",
                "{\"readings\":[{\"signal\":\"a\",\"canary\":1,\"unit\":\"ms\"}]}",
                "{\"readings\":[{\"signal\":\"a\",\"canary\":1,\"tracks\":1}]}",
                "{\"readings\":[{\"signal\":\"a\",\"canary\":1,\"tracks\":{\"c\":1}}]}",
                "{\"readings\":[{\"signal\":\"a\",\"canary\":1,\"tracks\":{\"halfA\":\"1\"}}]}",
                "{\"readings\":[{\"signal\":\"a\",\"canary\":1,\"tracks\":{\"canaryTotal\":-1}}]}",
                "{\"takenAt\":\"today\",\"readings\":[{\"signal\":\"a\",\"canary\":1}]}",
                "{\"readings\":[{\"signal\":\"a\",\"canary\":1}]} x"
            })
    void whatTheContractDoesNotCarryIsRefused(String body) {
        assertThat(read(body))
                .isInstanceOfSatisfying(
                        Pushed.Refused.class,
                        refused -> assertThat(refused.why()).contains("expected"));
    }

    private static Pushed read(String body) {
        return PushedReader.read(body.getBytes(StandardCharsets.UTF_8), NOW);
    }
}
