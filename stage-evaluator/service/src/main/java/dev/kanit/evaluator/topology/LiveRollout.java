package dev.kanit.evaluator.topology;

import dev.kanit.codec.record.SnapshotReader.SignalNames;
import dev.kanit.decision.rollout.RolloutState;

/** A rollout as its task holds it in memory: the decoded twin of what the stores hold. */
final class LiveRollout {

    private final SignalNames names;
    private final InputTrail trail;
    private RolloutState state;
    private long tickedDeadline = -1;

    LiveRollout(RolloutState state, InputTrail trail) {
        this.state = state;
        this.trail = trail;
        this.names = new SignalNames(state.rules().layout());
    }

    RolloutState state() {
        return state;
    }

    void become(RolloutState next) {
        state = next;
    }

    InputTrail trail() {
        return trail;
    }

    SignalNames names() {
        return names;
    }

    /** Whether a tick for this deadline is on its way; remembers that one is from now on. */
    boolean isTickedFor(long deadlineMillis) {
        boolean already = tickedDeadline == deadlineMillis;
        tickedDeadline = deadlineMillis;
        return already;
    }
}
