package dev.kanit.decision.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The provider's patience is 1 min and 6 min, a weight has 2 min, a rollback 5 min. */
final class DeadlinesTest {

    private final Scene scene = Scene.start(Plans.small());

    @Test
    void bakingWaitsForTheNextSnapshotAsLongAsTheProviderMayBeDown() {
        scene.snapshot();
        assertThat(next()).isEqualTo(scene.now() + 60_000);
    }

    @Test
    void heldForSilenceWaitsForTheRollback() {
        scene.snapshot().silence(Duration.ofMinutes(2));
        assertThat(scene.phase()).isInstanceOf(Phase.Held.class);
        assertThat(next()).isEqualTo(scene.now() - 120_000 + 360_000);
    }

    @Test
    void silenceRollsBackAtTheProvidersLimitAndNotBefore() {
        scene.snapshot();
        long last = scene.now();
        scene.silence(Duration.ofMillis(359_999));
        assertThat(scene.phase()).isInstanceOf(Phase.Held.class);
        scene.silence(Duration.ofMillis(1));
        assertThat(scene.newest(RolloutEvent.RollbackOrdered.class).atMillis())
                .isEqualTo(last + 360_000);
    }

    @Test
    void recommendationWaitsForItsAnswerAndIsThenCarriedOut() {
        scene.reading("latency", 250).snapshot();
        long asked = scene.now();
        scene.run(Duration.ofSeconds(110));
        assertThat(next()).isEqualTo(asked + 120_000);

        scene.silence(Duration.ofSeconds(10));

        assertThat(scene.newest(RolloutEvent.RollbackOrdered.class).reason().name())
                .isEqualTo("NO_ANSWER");
    }

    @Test
    void weightThatIsNotInEffectIsHeldForAfterItsLimit() {
        scene.deafExecutor().run(Duration.ofMinutes(3));
        assertThat(scene.phase()).as("stage 2 ordered").isInstanceOf(Phase.Entering.class);
        long ordered = scene.now();
        scene.run(Duration.ofSeconds(110));
        assertThat(scene.phase()).isInstanceOf(Phase.Entering.class);
        scene.run(Duration.ofSeconds(10));
        assertThat(scene.newest(RolloutEvent.RolloutHeld.class).atMillis())
                .isEqualTo(ordered + 120_000);
    }

    @Test
    void rollbackThatIsNotFinishedIsReportedAfterItsLimit() {
        scene.command(CommandKind.ROLL_BACK, "ayse");
        assertThat(next()).isEqualTo(scene.now() + 300_000);
        scene.silence(Duration.ofMinutes(5));
        assertThat(scene.phase()).isInstanceOf(Phase.RollbackFailed.class);
        assertThat(Deadlines.next(scene.state())).isEmpty();
    }

    @Test
    void closedRolloutWaitsForNothing() {
        scene.command(CommandKind.ROLL_BACK, "ayse").finished(true);
        assertThat(scene.phase()).isInstanceOf(Phase.RolledBack.class);
        assertThat(Deadlines.next(scene.state())).isEmpty();
    }

    private long next() {
        return Deadlines.next(scene.state()).orElseThrow();
    }
}
