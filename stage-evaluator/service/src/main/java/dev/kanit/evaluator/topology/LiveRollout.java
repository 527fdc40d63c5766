package dev.kanit.evaluator.topology;

import dev.kanit.codec.run.RolloutRun;
import dev.kanit.decision.rollout.Phase;
import dev.kanit.decision.rollout.RolloutState;
import org.apache.kafka.common.utils.Bytes;

/** A rollout as its task holds it in memory: the decoded twin of what the stores hold. */
final class LiveRollout {

    private static final int QUIET_INTERVALS = 3;

    private final Bytes key;
    private final RolloutRun run;
    private long tickedDeadline = -1;
    private long heardMillis;

    LiveRollout(RolloutRun run) {
        this.run = run;
        this.key = RolloutStores.key(run.state().id());
    }

    /** Key of its entry in the stores. */
    Bytes key() {
        return key;
    }

    RolloutRun run() {
        return run;
    }

    RolloutState state() {
        return run.state();
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
        long quiet = QUIET_INTERVALS * state().rules().layout().intervalMillis();
        return state().phase() instanceof Phase.Live && wallClockMillis - heardMillis < quiet;
    }

    /** Whether a tick for this deadline is on its way; remembers that one is from now on. */
    boolean isTickedFor(long deadlineMillis) {
        boolean already = tickedDeadline == deadlineMillis;
        tickedDeadline = deadlineMillis;
        return already;
    }
}
