package dev.kanit.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.ledger.segment.Entry;
import dev.kanit.replay.ChangedDecision.Verdict;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class ReplayTest {

    private final Recording recording = Recording.started();

    @Test
    void promiseG8ReplayOfAClosedRolloutGivesByteEqualDecisions() {
        recording.seconds(15, 100).orderCarriedOut().seconds(5, 100).garbage().tick(2);
        recording.seconds(5, 450).orderCarriedOut();
        assertThat(recording.decisions().getLast().getKind()).isEqualTo(DecisionKind.ROLLED_BACK);

        ReplayReport report = Replay.of(recording.rollout());

        assertThat(report.changedDecisions()).isEmpty();
        assertThat(report.match()).isEqualTo(report.decisions()).isGreaterThan(6);
        assertThat(report.exitCode()).isZero();
        assertThat(report.whatIf()).isFalse();
    }

    @Test
    void aChangedDecisionIsAMismatchThatNamesItsFields() {
        recording.rolledBack();
        forge(2, decision -> decision.setWeightPercent(99));

        ReplayReport report = Replay.of(recording.rollout());

        assertThat(report.mismatch()).isEqualTo(1);
        ChangedDecision changed = report.changedDecisions().getFirst();
        assertThat(changed.sequence()).isEqualTo(3);
        assertThat(changed.verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(changed.fields()).containsExactly("weightPercent");
        assertThat(changed.recorded()).contains("(99 %)");
        assertThat(report.exitCode()).isEqualTo(2);
    }

    @Test
    void anInputThatIsMissingMakesWhatFollowsNotReplayable() {
        recording.rolledBack();
        int before = Replay.of(recording.rollout()).decisions();
        recording.topic(TopicCatalogue.SIGNALS).remove(4);

        ReplayReport report = Replay.of(recording.rollout());

        assertThat(report.notReplayable()).isPositive();
        assertThat(report.match() + report.notReplayable()).isEqualTo(before);
        assertThat(report.changedDecisions().getFirst().reason()).startsWith("INPUT_MISSING");
        assertThat(report.exitCode()).isEqualTo(3);
    }

    @Test
    void anInputThatWasChangedIsToldByItsMerkleRoot() {
        recording.rolledBack();
        List<Entry.Kept> signals = recording.topic(TopicCatalogue.SIGNALS);
        Entry.Kept one = signals.get(4);
        signals.set(
                4,
                new Entry.Kept(
                        one.offset(),
                        one.timestampMillis() + 1,
                        one.key(),
                        one.value(),
                        one.headers()));

        ReplayReport report = Replay.of(recording.rollout());

        assertThat(report.changedDecisions().getFirst().reason()).startsWith("INPUT_DIFFERS");
        assertThat(report.exitCode()).isEqualTo(3);
    }

    @Test
    void aDecisionThatWasLeftOutIsAMismatch() {
        recording.rolledBack();
        recording.topic(TopicCatalogue.DECISIONS).remove(1);

        ReplayReport report = Replay.of(recording.rollout());

        assertThat(report.mismatch()).isPositive();
        assertThat(report.exitCode()).isEqualTo(2);
    }

    @Test
    void evidenceThatIsCutOffIsNeverAMatch() {
        recording.rolledBack();
        recording.topic(TopicCatalogue.DECISIONS).removeLast();

        ReplayReport report = Replay.of(recording.rollout());

        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(report.notes().getFirst()).startsWith("NEVER_CLOSED");
    }

    @Test
    void anInputThatNoDecisionNamesIsTold() {
        recording.rolledBack();
        assertThat(check()).isEmpty();
        List<Entry.Kept> signals = recording.topic(TopicCatalogue.SIGNALS);
        Entry.Kept one = signals.get(4);
        // Between two spans: the other rollout's offsets are free.
        long free = spanEnd() + 1;
        signals.add(
                new Entry.Kept(free, one.timestampMillis(), one.key(), one.value(), one.headers()));
        signals.sort(java.util.Comparator.comparingLong(Entry.Kept::offset));

        assertThat(Replay.of(recording.rollout()).notes().getFirst()).startsWith("INPUT_SKIPPED");
        assertThat(check())
                .extracting(DecisionFinding::code)
                .contains(DecisionFinding.Code.INPUT_SKIPPED);
    }

    @Test
    void anotherPlanAnotherOutcomeAndAnotherPredecessorAreTold() {
        recording.rolledBack();
        assertThat(DecisionCheck.of(recording.rollout(), "plan: other", false))
                .extracting(DecisionFinding::code)
                .containsOnly(DecisionFinding.Code.PLAN_DIFFERS);
        assertThat(DecisionCheck.of(recording.rollout(), Recording.PLAN, true))
                .extracting(DecisionFinding::code)
                .containsExactly(DecisionFinding.Code.OUTCOME_DIFFERS);
        forge(2, decision -> decision.setWeightPercent(99));
        assertThat(check())
                .extracting(DecisionFinding::code)
                .containsExactly(DecisionFinding.Code.PREDECESSOR_DIFFERS);
    }

    /** End of the first span of signals that others follow. */
    private long spanEnd() {
        return recording.decisions().stream()
                .flatMap(one -> one.getInputs().stream())
                .filter(span -> span.getTopic().equals(TopicCatalogue.SIGNALS))
                .findFirst()
                .orElseThrow()
                .getLastOffset();
    }

    private List<DecisionFinding> check() {
        return DecisionCheck.of(recording.rollout(), Recording.PLAN, false);
    }

    @Test
    void evidenceWithoutABeginningIsNeverAMatch() {
        recording.topic(TopicCatalogue.DECISIONS).clear();
        ReplayReport report = Replay.of(recording.rollout());
        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(report.notes().getFirst()).startsWith("NO_BEGINNING");
    }

    private void forge(int index, Consumer<RolloutDecision> change) {
        List<Entry.Kept> decisions = recording.topic(TopicCatalogue.DECISIONS);
        Entry.Kept one = decisions.get(index);
        RolloutDecision decision =
                recording.codecs().decisions().decode(one.value().orElseThrow().toArray());
        change.accept(decision);
        byte[] forged = recording.codecs().decisions().encode(decision);
        decisions.set(
                index,
                new Entry.Kept(
                        one.offset(),
                        one.timestampMillis(),
                        one.key(),
                        Entry.Bytes.of(forged),
                        one.headers()));
    }
}
