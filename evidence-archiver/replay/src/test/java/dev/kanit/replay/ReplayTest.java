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
        recording.seconds(15, 100);
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
        recording.seconds(15, 100);
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
        recording.seconds(15, 100);
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
        recording.seconds(15, 100);
        recording.topic(TopicCatalogue.DECISIONS).remove(1);

        ReplayReport report = Replay.of(recording.rollout());

        assertThat(report.mismatch()).isPositive();
        assertThat(report.exitCode()).isEqualTo(2);
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
