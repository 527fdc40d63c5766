package dev.kanit.standalone.bench;

import dev.kanit.codec.state.BucketCodec;
import dev.kanit.codec.state.ByteWriter;
import dev.kanit.codec.state.LevelsCodec;
import dev.kanit.codec.state.StateCodec;
import dev.kanit.decision.measure.Bucket;
import dev.kanit.decision.measure.Ring;
import dev.kanit.decision.measure.Snapshot;
import dev.kanit.decision.rollout.RolloutDecider;
import dev.kanit.decision.rollout.RolloutInput.SnapshotArrived;
import dev.kanit.decision.rollout.RolloutState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a rollout weighs in the stores, keys included. */
final class StateFootprint {

    /** Key of a bucket: the rollout id, a separator and the slot. */
    private static final int BUCKET_KEY_BYTES = 3;

    private StateFootprint() {}

    /** Feeds one snapshot a second for {@code time}, then weighs what would be stored. */
    static long ofFullWindows(RolloutState initial, Duration time) {
        RolloutState state = initial;
        int signals = initial.plan().signals().size();
        for (long second = 1; second <= time.toSeconds(); second++) {
            long at = second * 1000;
            Snapshot.Builder builder = new Snapshot.Builder(signals).takenAt(at);
            for (int signal = 0; signal < signals; signal++) {
                builder.reading(signal, 100 + signal, 100, 500);
            }
            state =
                    RolloutDecider.transition(state, new SnapshotArrived(at, builder.build()))
                            .next();
        }
        return weigh(state);
    }

    private static long weigh(RolloutState state) {
        ByteWriter out = new ByteWriter();
        StateCodec.write(state, out);
        long bytes = (long) out.toBytes().length + state.id().length();
        out.reset();
        LevelsCodec.write(state.measured().levels(), out);
        bytes += out.toBytes().length + state.id().length() + BUCKET_KEY_BYTES;
        Ring ring = state.measured().ring();
        for (int slot = 0; slot < ring.size(); slot++) {
            @Nullable Bucket bucket = ring.slot(slot);
            if (bucket != null) {
                out.reset();
                BucketCodec.write(bucket, out);
                bytes += out.toBytes().length + state.id().length() + BUCKET_KEY_BYTES;
            }
        }
        return bytes;
    }
}
