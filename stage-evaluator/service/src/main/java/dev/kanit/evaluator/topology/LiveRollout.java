package dev.kanit.evaluator.topology;

import dev.kanit.codec.record.SnapshotReader.SignalNames;
import dev.kanit.decision.rollout.Phase;
import dev.kanit.decision.rollout.RolloutState;
import org.apache.kafka.common.utils.Bytes;

/** A rollout as its task holds it in memory: the decoded twin of what the stores hold. */
final class LiveRollout {

    private static final int QUIET_INTERVALS = 3;

    private final Bytes key;
    private final SignalNames names;
    private final InputTrail trail;
    private RolloutState state;
    private long tickedDeadline = -1;
    private long heardMillis;

    LiveRollout(RolloutState state, InputTrail trail) {
        this.state = state;
        this.trail = trail;
        this.key = RolloutStores.key(state.id());
        this.names = new SignalNames(state.rules().layout());
    }

    /** Key of its entry in the stores. */
    Bytes key() {
        return key;
    }

    RolloutState state() {
        return state;
    }

    void become(RolloutState next) {
        state = next;
    }

    /** A snapshot was consumed; the next one is due after the plan's interval. */
    void heardFrom(long wallClockMillis) {
        heardMillis = wallClockMillis;
    }

    /**
     * Whether snapshots still come. While they do, they carry the time: a tick would only race with
     * the snapshot that passes the same deadline.
     */
    boolean isHeardFrom(long wallClockMillis) {
        long quiet = QUIET_INTERVALS * state.rules().layout().intervalMillis();
        return state.phase() instanceof Phase.Live && wallClockMillis - heardMillis < quiet;
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
