package dev.kanit.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class WhatIfTest {

    private final Recording recording = Recording.started();

    @Test
    void theSameRulesChangeNothing() throws UnreadablePlanException {
        recording.seconds(15, 100).orderCarriedOut().seconds(5, 450);
        ReplayReport report = WhatIf.of(recording.rollout(), Recording.PLAN);
        assertThat(report.whatIf()).isTrue();
        assertThat(report.notes().getFirst()).startsWith("WHAT_IF");
        // The recording never carried out its last order, the rollback.
        assertThat(report.changedDecisions())
                .extracting(ChangedDecision::replayed)
                .allMatch(words -> words.contains("ROLLED_BACK"));
    }

    @Test
    void aLooserLimitWouldNotHaveRolledBack() throws UnreadablePlanException {
        recording.seconds(15, 100).orderCarriedOut().seconds(5, 450).orderCarriedOut();
        String looser = Recording.PLAN.replace("latency > 400ms", "latency > 900ms");

        ReplayReport report = WhatIf.of(recording.rollout(), looser);

        assertThat(report.changedDecisions())
                .extracting(ChangedDecision::recorded)
                .anyMatch(words -> words.contains("ROLLBACK_ORDERED") && words.contains("slow"));
        assertThat(report.exitCode()).isEqualTo(2);
    }

    @Test
    void aStricterLimitWouldHaveRolledBackEarlier() throws UnreadablePlanException {
        recording.seconds(15, 150);
        // Above the baseline's 100 ms: what the baseline breaks too is a shared incident.
        String stricter = Recording.PLAN.replace("latency > 400ms", "latency > 120ms");

        ReplayReport report = WhatIf.of(recording.rollout(), stricter);

        assertThat(report.changedDecisions())
                .extracting(ChangedDecision::replayed)
                .anyMatch(words -> words.contains("ROLLBACK_ORDERED") && words.contains("slow"));
    }

    @Test
    void aPlanWithoutASpeedIsAskedAtThatOfTheRehearsal() throws UnreadablePlanException {
        Recording rehearsal = Recording.startedBy("speed: 10\n" + Recording.PLAN);
        rehearsal.seconds(15, 100);
        assertThat(WhatIf.of(rehearsal.rollout(), Recording.PLAN).changedDecisions())
                .extracting(ChangedDecision::recorded)
                .allMatch(String::isEmpty);
    }

    @Test
    void whatSurroundsTheStagesIsSaidNotToBeJudged() throws UnreadablePlanException {
        recording.seconds(15, 100);
        String checked =
                Recording.PLAN
                        + "promote: true\n"
                        + "checks:\n"
                        + "  preflight:\n"
                        + "    run:\n"
                        + "      page: {http: {url: \"http://127.0.0.1:1/\"}}\n";

        ReplayReport report = WhatIf.of(recording.rollout(), checked);

        assertThat(report.notes()).hasSize(2);
        assertThat(report.notes().getLast())
                .startsWith("NOT_JUDGED: checks, approvals, promote of this plan");
        assertThat(WhatIf.of(recording.rollout(), Recording.PLAN).notes()).hasSize(1);
    }

    @Test
    void aRecordedRitualIsSaidNotToBeCompared() throws UnreadablePlanException {
        Recording ritual = Recording.startedBy("promote: true\n" + Recording.PLAN);
        ritual.seconds(15, 100);
        assertThat(WhatIf.of(ritual.rollout(), Recording.PLAN).notes())
                .anyMatch(note -> note.startsWith("NOT_COMPARED: promote of the recorded plan"));
    }

    @Test
    void aPlanThatIsNotSoundIsRefusedByItsLine() {
        assertThatThrownBy(() -> WhatIf.of(recording.rollout(), "plan: nothing else"))
                .isInstanceOf(UnreadablePlanException.class)
                .hasMessageContaining("plan:1:");
    }
}
