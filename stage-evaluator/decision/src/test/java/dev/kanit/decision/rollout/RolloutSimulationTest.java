package dev.kanit.decision.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.rule.Rulebook;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Drives a rollout with random weather and random people, and checks after every input what must
 * always hold. A failure names its seed; {@code -Dsimulation.first=SEED -Dsimulation.runs=1} tells
 * the same story again.
 */
final class RolloutSimulationTest {

    static LongStream seeds() {
        long first = Long.getLong("simulation.first", 0L);
        return LongStream.range(first, first + Long.getLong("simulation.runs", 400L));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void holdsInvariantsAndIsRebuiltFromItsEvents(long seed) {
        simulate(seed, Plans.small());
    }

    @ParameterizedTest(name = "seed {0}, with a ritual")
    @MethodSource("seeds")
    void holdsInvariantsWithChecksAndPeopleToo(long seed) {
        simulate(seed, Plans.ritual());
    }

    private static void simulate(long seed, Rulebook rules) {
        List<RolloutEvent> log = new ArrayList<>();
        List<RolloutState> states = new ArrayList<>();
        ToldOnCall told = new ToldOnCall();

        RolloutState replayed =
                Simulation.run(
                        seed,
                        rules,
                        (before, input, transition) -> {
                            Invariants.verify(before, input, transition);
                            told.verify(before, transition);
                            log.addAll(transition.events());
                            states.add(transition.next());
                        });

        for (RolloutEvent event : log) {
            replayed = RolloutDecider.evolve(replayed, event);
        }
        assertThat(replayed).as("events alone rebuild the state").isEqualTo(states.getLast());
    }
}
