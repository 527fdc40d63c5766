package dev.kanit.executor.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.executor.notify.Fact;
import dev.kanit.executor.notify.Notice;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which decisions mean something to those who are told. */
final class NoticeReadingTest {

    private final NoticeReading reading = new NoticeReading();

    @Test
    void acknowledgementIsOfTheMatterThatItNames() {
        assertThat(reading.of(decision(DecisionKind.ACKNOWLEDGED, "shop-1/hold")))
                .singleElement()
                .isInstanceOfSatisfying(
                        Fact.Said.class,
                        said -> {
                            assertThat(said.notice().matter()).isEqualTo("shop-1/hold");
                            assertThat(said.notice().kind()).isEqualTo(Notice.Kind.ACKNOWLEDGED);
                            assertThat(said.notice().by()).isEqualTo("ayse");
                        });
    }

    @Test
    void personWhoClosesAFailedRollbackAcknowledgesIt() {
        assertThat(reading.of(decision(DecisionKind.FAILURE_CLOSED, "")))
                .singleElement()
                .isInstanceOfSatisfying(
                        Fact.Said.class,
                        said -> assertThat(said.notice().matter()).isEqualTo("shop-1/rollback"));
    }

    @Test
    void planThatCannotBeReadTellsNobody() {
        RolloutDecision started = decision(DecisionKind.STARTED, "");
        started.setPlan("no plan");
        assertThat(reading.of(started))
                .singleElement()
                .isInstanceOfSatisfying(
                        Fact.PlanLearnt.class, learnt -> assertThat(learnt.plan()).isEmpty());
    }

    @Test
    void everyOtherDecisionIsSilentHere() {
        EnumSet<DecisionKind> others =
                EnumSet.complementOf(
                        EnumSet.of(
                                DecisionKind.STARTED,
                                DecisionKind.ACKNOWLEDGED,
                                DecisionKind.FAILURE_CLOSED));
        for (DecisionKind kind : others) {
            assertThat(reading.of(decision(kind, ""))).as("%s", kind).isEmpty();
        }
    }

    @Test
    void acknowledgementOfNothingIsSenseless() {
        assertThatThrownBy(() -> reading.of(decision(DecisionKind.ACKNOWLEDGED, "")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static RolloutDecision decision(DecisionKind kind, String subject) {
        RolloutDecision decision =
                AlertLog.decision("shop-1", 9, kind).setSubject(subject).setActor("ayse").build();
        decision.setDecidedAt(Instant.EPOCH);
        decision.setReasons(List.of());
        return decision;
    }
}
