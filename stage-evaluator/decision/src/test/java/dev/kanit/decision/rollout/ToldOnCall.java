package dev.kanit.decision.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Somebody on call who knows only what was said: raised, and over. */
final class ToldOnCall {

    private final NavigableSet<String> believed = new TreeSet<>();

    /** What they believe to be open is open, and nothing else is. */
    void verify(RolloutState before, Transition transition) {
        RolloutState state = before;
        for (RolloutEvent event : transition.events()) {
            RolloutState next = RolloutDecider.evolve(state, event);
            if (event instanceof RolloutEvent.Decision decision) {
                hear(state, next, OnCall.matter(next, decision));
            } else if (OnCall.triggerEnds(state, next)) {
                hear(state, next, Optional.empty());
            }
            state = next;
        }
        assertThat(believed).as("what on-call was told").isEqualTo(OnCall.open(state));
    }

    private void hear(RolloutState before, RolloutState after, Optional<String> matter) {
        believed.removeAll(OnCall.ended(before, after, matter));
        matter.ifPresent(
                it -> {
                    if (OnCall.open(after).contains(it)) {
                        believed.add(it);
                    } else {
                        believed.remove(it);
                    }
                });
    }
}
