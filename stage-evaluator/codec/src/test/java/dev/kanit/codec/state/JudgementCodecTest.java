package dev.kanit.codec.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.judge.Judgement;
import dev.kanit.decision.rollout.Plans;
import dev.kanit.decision.rollout.RolloutDecider;
import dev.kanit.decision.rollout.RolloutEvent.RolloutHeld;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.decision.rollout.RolloutState;
import dev.kanit.decision.rollout.Scene;
import dev.kanit.decision.rollout.Transition;
import dev.kanit.decision.rule.Rulebook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A judge that was written and read goes on as if nothing had happened. */
final class JudgementCodecTest {

    /** Every input of a rollout that the judge holds, releases and rolls back in the end. */
    @Test
    void restoredJudgeDecidesTheSameAtEveryStep() {
        Rulebook rules = Plans.judged();
        List<String> decided = new ArrayList<>();
        @Nullable RolloutState[] twin = new RolloutState[1];
        Scene scene =
                Scene.start(rules)
                        .observedBy(
                                (before, input, transition) -> {
                                    RolloutState state = twin[0] == null ? before : twin[0];
                                    Transition again =
                                            RolloutDecider.transition(
                                                    StateCodecTest.restore(rules, state), input);
                                    assertThat(StateCodecTest.decisions(again))
                                            .isEqualTo(StateCodecTest.decisions(transition));
                                    assertThat(StateCodecTest.bytes(again.next()))
                                            .isEqualTo(StateCodecTest.bytes(transition.next()));
                                    decided.add(StateCodecTest.decisions(again));
                                    twin[0] = again.next();
                                });

        scene.run(Duration.ofMinutes(2)).worse("latency", 1.5);
        while (scene.all(RolloutHeld.class).isEmpty()) {
            scene.snapshot();
        }
        scene.command(CommandKind.TAKE_COMMAND, "ayse").command(CommandKind.RESUME, "ayse");
        scene.worse("latency", 1).worse("errors", 10).run(Duration.ofMinutes(3));

        assertThat(decided.toString())
                .contains("EVIDENCE_AGAINST_CANARY", "HoldReleased", "RollbackOrdered");
    }

    @Test
    void judgementIsWrittenToTheLastBit() {
        Rulebook rules = Plans.judged();
        Scene scene = Scene.start(rules).run(Duration.ofMinutes(4));
        Judgement judgement =
                scene.state()
                        .observation()
                        .judgement()
                        .orElseThrow()
                        .goOn(rules.judge().orElseThrow(), true, 5);
        ByteWriter out = new ByteWriter();
        JudgementCodec.write(judgement, out);
        Judgement read =
                JudgementCodec.read(rules.judge().orElseThrow(), new ByteReader(out.toBytes()));

        assertThat(read.toArray()).isEqualTo(judgement.toArray());
        assertThat(read.openSinceMillis()).isEqualTo(judgement.openSinceMillis());
        assertThat(read.answeredAt()).isEqualTo(judgement.answeredAt());
        assertThat(read.answered()).isEqualTo(5);
    }
}
