package dev.kanit.archiver.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportTest {

    private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");

    @Test
    void theMinuteOfTheCommandersDecisionSaysIcAndAnothersTheirName() {
        RolloutDecision decision =
                SparkRollout.decision("r", 1, DecisionKind.STAGE_PASSED, 1, TEN)
                        .setActor("ayse")
                        .setCommander("ayse")
                        .build();

        assertThat(WarRoom.minute(SparkRollout.SPEC, decision))
                .isEqualTo(
                        "10:00 | 1 (1%) | 142ms | 0.3% | 11s | 0.2% | 3.1 | 12ms | 8ms | IC:"
                                + " Proceed");
        decision.setCommander("deniz");
        assertThat(WarRoom.minute(SparkRollout.SPEC, decision)).endsWith("| ayse: Proceed");
    }

    @Test
    void theLogHasAHeaderAndSecondsWhenStagesAreShort() {
        List<String> lines =
                WarRoom.lines(SparkRollout.SPEC, SparkRollout.released("r", Duration.ofSeconds(8)));

        assertThat(lines.getFirst())
                .isEqualTo(
                        "UTC | stage | p95 | 5xx | ws_stale_p95 | idemp_conflict | csp_viol /min |"
                                + " event-loop p95 | GC avg | decision");
        assertThat(lines).hasSize(13);
        assertThat(lines.get(4)).startsWith("10:00:08 | 2 (5%) |").endsWith("| Proceed");
    }

    @Test
    void theLogHasMinutesWhenStagesAreLong() {
        assertThat(
                        WarRoom.lines(
                                        SparkRollout.SPEC,
                                        SparkRollout.released("r", Duration.ofMinutes(15)))
                                .get(4))
                .startsWith("10:15 | 2 (5%)");
    }

    @Test
    void aHoldNamesItsReasonsAndARollbackItsTrigger() {
        RolloutDecision held =
                SparkRollout.decision("r", 1, DecisionKind.HELD, 1, TEN)
                        .setReasons(List.of("NO_DATA"))
                        .setSignals(List.of())
                        .build();

        assertThat(WarRoom.minute(SparkRollout.SPEC, held))
                .isEqualTo("10:00 | 1 (1%) | – | – | – | – | – | – | – | HOLD NO_DATA");
        assertThat(WarRoom.minute(SparkRollout.SPEC, SparkRollout.rolledBack("r").get(1)))
                .endsWith("| ROLLBACK http-5xx-critical");
    }

    @Test
    void theReleaseFitsInOneLineInBothLanguages() {
        List<RolloutDecision> released = SparkRollout.released("r", Duration.ofMinutes(15));

        assertThat(OneLiner.of(Language.ENGLISH, SparkRollout.SPEC, released))
                .contains(
                        "v1.4.0 canary: 1%→100% all stages 8/8 signals pass; rollback=0; p95=~140ms,"
                                + " 5xx=0.3%, ws_stale_p95=11s, risk_block=0.1/min,"
                                + " idemp_conflict=0.2%, csp_viol=baseline+4%; event-loop p95=12ms,"
                                + " GC avg=8ms.");
        assertThat(OneLiner.of(Language.TURKISH, SparkRollout.SPEC, released))
                .hasValueSatisfying(
                        line ->
                                assertThat(line)
                                        .contains("1%→100% tüm aşamalar 8/8 metrik geçer;"));
    }

    @Test
    void aRollbackIsToldAsHonestly() {
        List<RolloutDecision> back = SparkRollout.rolledBack("r");

        assertThat(OneLiner.of(Language.ENGLISH, SparkRollout.SPEC, back))
                .hasValueSatisfying(
                        line ->
                                assertThat(line)
                                        .startsWith(
                                                "v1.4.0 canary: rollback to v1.3.1 ordered at stage"
                                                        + " 2 (5%) by http-5xx-critical: done;"
                                                        + " rollback=1; p95=~140ms"));
        assertThat(OneLiner.of(Language.TURKISH, SparkRollout.SPEC, back.subList(0, 2)))
                .hasValueSatisfying(
                        line ->
                                assertThat(line)
                                        .contains(
                                                "2. aşamada (5%) v1.3.1 sürümüne geri alma emri,"
                                                        + " neden http-5xx-critical: sürüyor"));
    }

    @Test
    void aRolloutUnderWayHasNoLine() {
        assertThat(
                        OneLiner.of(
                                Language.ENGLISH,
                                SparkRollout.SPEC,
                                SparkRollout.rolledBack("r").subList(0, 1)))
                .isEmpty();
    }

    @Test
    void smallValuesAreNotRoundedAway() {
        assertThat(Shown.brief(0.0004, "ratio")).isEqualTo("0.04%");
        assertThat(Shown.brief(0.0, "ratio")).isEqualTo("0%");
        assertThat(Shown.brief(Double.NaN, "ms")).isEqualTo("–");
        assertThat(Shown.summary(99.4, "ms")).isEqualTo("99ms");
        assertThat(Shown.againstBaseline(3.0, 0.0, "1/min")).isEqualTo("3/min");
        assertThat(Shown.againstBaseline(2.0, 4.0, "1/min")).isEqualTo("baseline-50%");
    }

    @Test
    void aMinuteColumnThatIsNoSignalIsRefused() {
        assertThatThrownBy(
                        () -> new ReportSpec("v1", List.of(new Column("a", "a", "")), List.of("b")))
                .hasMessage("minute: b (expected: one of the columns)");
    }
}
