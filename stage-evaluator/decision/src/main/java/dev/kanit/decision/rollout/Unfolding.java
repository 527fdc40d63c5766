package dev.kanit.decision.rollout;

import java.util.ArrayList;
import java.util.List;

/**
 * One input's consequences while they are worked out: each event is folded in as it happens, so
 * that the next question is asked of the state it left. Lives within one call.
 */
final class Unfolding {

    private final List<RolloutEvent> events = new ArrayList<>(2);
    private RolloutState state;

    Unfolding(RolloutState state) {
        this.state = state;
    }

    RolloutState state() {
        return state;
    }

    Phase phase() {
        return state.phase();
    }

    void happens(RolloutEvent event) {
        state = Evolution.evolve(state, event);
        events.add(event);
    }

    boolean isQuiet() {
        return events.isEmpty();
    }

    Transition done() {
        return new Transition(state, events);
    }
}
