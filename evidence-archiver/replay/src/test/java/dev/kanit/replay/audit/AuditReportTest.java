package dev.kanit.replay.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.rollout.Roles;
import dev.kanit.wire.CommandKind;
import dev.kanit.wire.RolloutCommand;
import dev.kanit.wire.SignalReading;
import dev.kanit.wire.SignalSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AuditReportTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void whatPeopleWriteIsTextAndNeverMarkup() {
        String page = AuditReport.of(records("<script>alert(1)</script>", List.of(1.0)));
        assertThat(page).doesNotContain("<script").contains("&lt;script&gt;");
    }

    @Test
    void thePageLoadsNothingAndRunsNothing() {
        String page = AuditReport.of(records("ayse", List.of(1.0, 2.0)));
        assertThat(page).doesNotContain("http:").doesNotContain("src=").doesNotContain("url(");
    }

    @Test
    void aRolloutWithoutAnEndIsShownAsOpen() {
        assertThat(AuditReport.of(records("ayse", List.of()))).contains("OPEN");
    }

    @Test
    void thinningAChartKeepsItsPeak() {
        List<Double> values = new ArrayList<>();
        for (int index = 0; index < 3_000; index++) {
            values.add(index == 1_234 ? 50.0 : 1.0);
        }
        String peak = Chart.of(SignalSeries.of(records("ayse", List.of(50.0, 1.0))).getFirst());
        String chart = Chart.of(SignalSeries.of(records("ayse", values)).getFirst());
        String top = peak.substring(peak.indexOf(" d=\"M0.0 ") + 9, peak.indexOf('L'));
        assertThat(chart).contains(" " + top + "L");
    }

    @Test
    void aLimitInPercentIsDrawnAtItsRatio() {
        SignalSeries.Point low = new SignalSeries.Point(0, 0.01, Double.NaN);
        SignalSeries.Point high = new SignalSeries.Point(1, 0.02, Double.NaN);
        String atOne = Chart.of(new SignalSeries("errors", "ratio", "<= 1%", List.of(low, high)));
        String y = atOne.substring(atOne.indexOf("y1=\"") + 4, atOne.indexOf("\" y2"));
        assertThat(atOne).contains("M0.0 " + y + "L");
        assertThat(Chart.of(new SignalSeries("p95", "ms", "<= 1s", List.of(low, high))))
                .doesNotContain("class=\"limit\"");
    }

    private static CaseRecords records(String who, List<Double> values) {
        List<SignalSnapshot> snapshots = new ArrayList<>();
        for (int index = 0; index < values.size(); index++) {
            snapshots.add(
                    SignalSnapshot.newBuilder()
                            .setRolloutId("shop-1")
                            .setProducer("test")
                            .setSequence(index + 1)
                            .setTakenAt(START.plusSeconds(index))
                            .setReadings(
                                    List.of(
                                            SignalReading.newBuilder()
                                                    .setSignal("latency")
                                                    .setCanary(values.get(index))
                                                    .build()))
                            .build());
        }
        RolloutCommand start =
                RolloutCommand.newBuilder()
                        .setRoles(List.of(Roles.INSTALLATION))
                        .setRolloutId("shop-1")
                        .setCommandId("start")
                        .setIssuedAt(START)
                        .setIssuedBy(who)
                        .setKind(CommandKind.START)
                        .build();
        return new CaseRecords(
                "shop-1", List.of(start), snapshots, List.of(), List.of(), List.of(), 0);
    }
}
