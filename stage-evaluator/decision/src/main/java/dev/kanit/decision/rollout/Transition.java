package dev.kanit.decision.rollout;

import java.util.List;

/**
 * What one input did.
 *
 * @param next the state after {@code events}
 * @param events what was decided, in order; empty when the input meant nothing
 */
public record Transition(RolloutState next, List<RolloutEvent> events) {

    public Transition {
        events = List.copyOf(events);
    }

    /** Whether anything is to be published. */
    public boolean decided() {
        for (int index = 0; index < events.size(); index++) {
            if (events.get(index) instanceof RolloutEvent.Decision) {
                return true;
            }
        }
        return false;
    }
}
