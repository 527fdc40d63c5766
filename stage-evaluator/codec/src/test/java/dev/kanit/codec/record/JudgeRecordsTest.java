package dev.kanit.codec.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.rollout.Plans;
import dev.kanit.decision.rollout.Scene;
import dev.kanit.decision.rule.Rulebook;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.JudgeVerdict;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.SignalEvidence;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Every decision of a judged plan says what the judge found, as the schema documents it. */
final class JudgeRecordsTest {

    @Test
    void passedStageShowsWhatWasComparedAndWhatWouldHaveBeenNoticed() {
        Scene scene = Scene.start(Plans.judged()).run(Duration.ofMinutes(8));
        JudgeVerdict judge = verdict(newest(scene, DecisionKind.STAGE_PASSED));

        assertThat(judge.getHoldAt()).isEqualTo(10);
        assertThat(judge.getRollbackAt()).isEqualTo(100);
        assertThat(judge.getEvidence()).isPositive().isLessThan(10);
        assertThat(judge.getRollbackEvidence()).isLessThanOrEqualTo(judge.getEvidence());
        assertThat(judge.getFalseAlarms()).isBetween(0.0, 0.5);
        assertThat(judge.getTrafficSplit()).isFalse();
        assertThat(judge.getLeak()).isEqualTo("NONE");
        assertThat(judge.getSignals().stream().map(SignalEvidence::getSignal))
                .containsExactly("latency", "errors", "score", "csp", "memory", "all");
        assertThat(judge.getSignals().stream().map(SignalEvidence::getCompares))
                .containsExactly("RATIO", "COUNTS", "RATIO", "RATIO", "RATIO", "GROUP");
        assertThat(judge.getSignals()).allMatch(one -> one.getStanding().equals("CLEAR"));
        assertThat(judge.getForecast()).hasSize(5).allMatch(one -> one.contains("5% traffic"));
    }

    @Test
    void whatDoesNotApplyToASignalIsNull() {
        Scene scene = Scene.start(Plans.judged()).run(Duration.ofMinutes(8));
        List<SignalEvidence> signals =
                verdict(newest(scene, DecisionKind.STAGE_PASSED)).getSignals();

        SignalEvidence latency = signals.getFirst();
        assertThat(latency.getAllowed()).isEqualTo(0.1);
        assertThat(latency.getNoise()).isPositive();
        assertThat(latency.getAutocorrelation()).isBetween(0.0, 1.0);
        assertThat(latency.getEvents()).isNull();
        assertThat(latency.getNoticeable()).isPositive();
        assertThat(latency.getComparedTicks())
                .isPositive()
                .isLessThanOrEqualTo(latency.getStageTicks());
        SignalEvidence errors = signals.get(1);
        assertThat(errors.getNoise()).isNull();
        assertThat(errors.getAutocorrelation()).isNull();
        assertThat(errors.getEvents()).isPositive();
        SignalEvidence group = signals.getLast();
        assertThat(group.getWorsening()).isNull();
        assertThat(group.getNoticeable()).isNull();
    }

    @Test
    void rollbackNamesTheSignalThatItIsFor() {
        Scene scene = Scene.start(Plans.judged()).run(Duration.ofMinutes(2)).worse("errors", 5);
        RolloutDecision ordered =
                newest(scene.run(Duration.ofMinutes(2)), DecisionKind.ROLLBACK_ORDERED);
        JudgeVerdict judge = verdict(ordered);

        assertThat(judge.getRollbackEvidence()).isGreaterThanOrEqualTo(judge.getRollbackAt());
        SignalEvidence errors = judge.getSignals().get(1);
        assertThat(errors.getStanding()).isEqualTo("WORSE");
        assertThat(errors.getShare()).isBetween(0.5, 1.0);
        assertThat(Objects.requireNonNull(errors.getWorsening())).isGreaterThan(1);
        assertThat(judge.getSignals().stream().mapToDouble(SignalEvidence::getShare).sum())
                .isBetween(0.99, 1.01);
    }

    @Test
    void signalThatWasNeverComparedIsUnjudged() {
        Scene scene = Scene.start(Plans.judged()).incomparable("latency");
        RolloutDecision held = newest(scene.run(Duration.ofMinutes(9)), DecisionKind.HELD);

        assertThat(held.getReasons()).containsExactly("NOT_ENOUGH_EVIDENCE");
        SignalEvidence latency = verdict(held).getSignals().getFirst();
        assertThat(latency.getStanding()).isEqualTo("UNJUDGED");
        assertThat(latency.getComparedTicks()).isZero();
        assertThat(latency.getWorsening()).isNull();
    }

    @Test
    void planThatComparesNothingHasNoVerdictAndEverySentenceSaysSo() {
        Rulebook unjudged = Plans.small();
        Scene scene = Scene.start(unjudged).run(Duration.ofMinutes(12));

        assertThat(scene.told()).isNotEmpty();
        for (Scene.Told told : scene.told()) {
            assertThat(record(told).getJudge()).isNull();
            assertThat(record(told).getSummary()).contains("not compared with the stable fleet");
        }
    }

    @Test
    void everyDecisionThatShowsItsReadingsShowsTheVerdictToo() {
        Scene scene = Scene.start(Plans.judged()).run(Duration.ofMinutes(12));
        List<RolloutDecision> records =
                scene.told().stream().map(JudgeRecordsTest::record).toList();

        assertThat(records).anyMatch(one -> one.getJudge() != null);
        assertThat(records)
                .allMatch(one -> (one.getJudge() != null) == !one.getSignals().isEmpty())
                .noneMatch(one -> one.getSummary().contains("not compared"));
    }

    private static RolloutDecision newest(Scene scene, DecisionKind kind) {
        return scene.told().stream()
                .map(JudgeRecordsTest::record)
                .filter(one -> one.getKind() == kind)
                .toList()
                .getLast();
    }

    private static JudgeVerdict verdict(RolloutDecision decision) {
        return Objects.requireNonNull(decision.getJudge());
    }

    private static RolloutDecision record(Scene.Told told) {
        return DecisionRecords.of(
                told.state(),
                told.event(),
                new Provenance(List.of(), ByteBuffer.allocate(0), "1", "core", ""));
    }
}
