package dev.kanit.decision.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.measure.Absence;
import dev.kanit.decision.rollout.Plans;
import dev.kanit.decision.rollout.Scene;
import org.junit.jupiter.api.Test;

final class VerdictsTest {

    private final Scene scene = Scene.start(Plans.small());

    @Test
    void allPassWhenEverySignalMeetsItsCondition() {
        Verdicts verdicts = verdicts();
        assertThat(verdicts.allPass()).isTrue();
        assertThat(verdicts.clean()).isTrue();
    }

    @Test
    void limitItselfStillPasses() {
        scene.reading("latency", 200).reading("score", 10);
        assertThat(verdicts().failing()).isZero();
    }

    @Test
    void signalOverItsLimitFails() {
        scene.reading("latency", 200.1);
        assertThat(verdicts().failing()).isEqualTo(1L << Plans.LATENCY);
        assertThat(verdicts().clean()).as("failing is not a gap").isTrue();
    }

    @Test
    void tooFewSamplesNeitherPassNorFail() {
        scene.reading("errors", 0.33).samples("errors", 19);
        Verdicts verdicts = verdicts();
        assertThat(verdicts.lowVolume()).isEqualTo(1L << Plans.ERRORS);
        assertThat(verdicts.failing()).isZero();
        assertThat(verdicts.allPass()).isFalse();

        scene.samples("errors", 20);

        assertThat(verdicts().failing()).isEqualTo(1L << Plans.ERRORS);
    }

    @Test
    void unknownBaselineIsUnknownAndNotMissing() {
        scene.baseline("csp", Double.NaN);
        Verdicts verdicts = verdicts();
        assertThat(verdicts.unknown()).isEqualTo(1L << Plans.CSP);
        assertThat(verdicts.missing()).isZero();
        assertThat(verdicts.allPass()).isFalse();
    }

    @Test
    void gapOfASignalThatOnlyTriggersLookAtIsMissing() {
        scene.missing("memory", Absence.NO_DATA);
        Verdicts verdicts = verdicts();
        assertThat(verdicts.missing()).isEqualTo(1L << Plans.MEMORY);
        assertThat(verdicts.clean()).isFalse();
    }

    @Test
    void trafficBelowItsLimitIsNoTraffic() {
        scene.reading("traffic", 0.99);
        assertThat(verdicts().noTraffic()).isTrue();
        assertThat(verdicts().allPass()).isFalse();
    }

    private Verdicts verdicts() {
        scene.snapshot();
        return Verdicts.of(scene.rules(), scene.state().measured());
    }
}
