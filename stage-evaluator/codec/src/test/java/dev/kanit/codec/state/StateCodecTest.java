package dev.kanit.codec.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.decision.measure.Bucket;
import dev.kanit.decision.measure.Ring;
import dev.kanit.decision.rollout.Plans;
import dev.kanit.decision.rollout.Preparation.Outcome;
import dev.kanit.decision.rollout.RolloutDecider;
import dev.kanit.decision.rollout.RolloutEvent;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.decision.rollout.RolloutState;
import dev.kanit.decision.rollout.Scene;
import dev.kanit.decision.rollout.Simulation;
import dev.kanit.decision.rollout.Transition;
import dev.kanit.decision.rule.Rulebook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A state that was written and read goes on as if nothing had happened, after every input. */
final class StateCodecTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void restoredStateDecidesTheSameAtEveryStep(long seed) {
        decidesTheSame(seed, Plans.small());
    }

    @ParameterizedTest(name = "seed {0}, with a ritual")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void restoredStateDecidesTheSameWithChecksAndPeople(long seed) {
        decidesTheSame(seed, Plans.ritual());
    }

    private static void decidesTheSame(long seed, Rulebook rules) {
        List<String> original = new ArrayList<>();
        List<String> restored = new ArrayList<>();
        @Nullable RolloutState[] twin = new RolloutState[1];

        Simulation.run(
                seed,
                rules,
                (before, input, transition) -> {
                    RolloutState state = twin[0] == null ? restore(rules, before) : twin[0];
                    Transition again = RolloutDecider.transition(state, input);
                    original.add(decisions(transition) + " " + transition.next().phase());
                    restored.add(decisions(again) + " " + again.next().phase());
                    assertThat(bytes(again.next())).isEqualTo(bytes(transition.next()));
                    twin[0] = restore(rules, again.next());
                });

        assertThat(restored).isEqualTo(original);
    }

    /** Conformance 20: neither an approval nor an override is in memory only. */
    @Test
    void approvalsAndOverridesSurviveARestart() {
        Scene scene = Scene.start(Plans.ritual()).answer("clock", Outcome.FAILED);
        scene.answer("headers", Outcome.PASSED);
        scene.until(CommandKind.OVERRIDE, "ayse", "go", Duration.ofMinutes(30));
        scene.about(CommandKind.APPROVE_GO, "mehmet", "");

        RolloutState restored = restore(scene.rules(), scene.state());

        assertThat(restored.authority()).isEqualTo(scene.state().authority());
        assertThat(restored.authority().overrides()).hasSize(1);
        assertThat(restored.proceedings()).isEqualTo(scene.state().proceedings());
        assertThat(restored.proceedings().preparation().approvals()).hasSize(1);
        assertThat(restored.proceedings().freezing().zone()).isPresent();
    }

    @Test
    void refusesAnotherVersion() {
        RolloutState[] last = new RolloutState[1];
        Simulation.run(1, (_, _, transition) -> last[0] = transition.next());
        byte[] bytes = bytes(last[0]);
        bytes[0] = 99;
        assertThatThrownBy(
                        () ->
                                StateCodec.read(
                                        "shop-1",
                                        Plans.small(),
                                        Optional.empty(),
                                        List.of(),
                                        new ByteReader(bytes)))
                .hasMessage("state version: 99 (expected: 5)");
    }

    static RolloutState restore(Rulebook rules, RolloutState state) {
        Ring ring = state.measured().ring();
        List<Bucket> closed = new ArrayList<>();
        for (int slot = 0; slot < ring.size(); slot++) {
            @Nullable Bucket bucket = ring.slot(slot);
            if (bucket != null) {
                ByteWriter out = new ByteWriter();
                BucketCodec.write(bucket, out);
                closed.add(BucketCodec.read(new ByteReader(out.toBytes())));
            }
        }
        ByteWriter levels = new ByteWriter();
        LevelsCodec.write(state.measured().levels(), levels);
        return StateCodec.read(
                state.id(),
                rules,
                Optional.of(LevelsCodec.read(new ByteReader(levels.toBytes()))),
                closed,
                new ByteReader(bytes(state)));
    }

    static byte[] bytes(RolloutState state) {
        ByteWriter out = new ByteWriter();
        StateCodec.write(state, out);
        return out.toBytes();
    }

    static String decisions(Transition transition) {
        return transition.events().stream()
                .filter(RolloutEvent.Decision.class::isInstance)
                .toList()
                .toString();
    }
}
