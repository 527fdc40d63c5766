package dev.kanit.codec.run;

import dev.kanit.codec.record.SnapshotReader.SignalNames;
import dev.kanit.codec.state.ByteReader;
import dev.kanit.codec.state.ByteWriter;
import dev.kanit.decision.rollout.RolloutState;
import dev.kanit.ledger.merkle.MerkleHasher;

/** One rollout between two records. Mutable; owned by one thread, see {@link RolloutRunner}. */
public final class RolloutRun {

    private final SignalNames names;
    private final InputTrail trail;
    private final OutputChain chain;
    private RolloutState state;

    RolloutRun(RolloutState state, InputTrail trail, OutputChain chain) {
        this.state = state;
        this.trail = trail;
        this.chain = chain;
        this.names = new SignalNames(state.rules().layout());
    }

    /** Puts a run together again from its state and the bytes of {@link #writeTrail}. */
    public static RolloutRun restore(RolloutState state, ByteReader in, MerkleHasher hasher) {
        return new RolloutRun(state, InputTrail.read(in, hasher), OutputChain.read(state.id(), in));
    }

    /** Writes all but the state: which records came since the last decision, and what was said. */
    public void writeTrail(ByteWriter out) {
        trail.write(out);
        chain.write(out);
    }

    public RolloutState state() {
        return state;
    }

    void become(RolloutState next) {
        state = next;
    }

    InputTrail trail() {
        return trail;
    }

    OutputChain chain() {
        return chain;
    }

    SignalNames names() {
        return names;
    }
}
