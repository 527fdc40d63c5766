package dev.kanit.evaluator.topology;

import dev.kanit.codec.state.ByteReader;
import dev.kanit.codec.state.StateCodec;
import dev.kanit.decision.rollout.RolloutState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/** How readers outside the task understand what the stores hold. */
public final class StoredRollouts {

    public static final String STORE = EvaluatorTopology.ROLLOUTS;
    public static final String PLANS = EvaluatorTopology.PLANS;

    private static final ThreadLocal<Rulebooks> RULEBOOKS = ThreadLocal.withInitial(Rulebooks::new);

    private StoredRollouts() {}

    public static Bytes key(String rolloutId) {
        return Bytes.wrap(rolloutId.getBytes(StandardCharsets.UTF_8));
    }

    public static String id(Bytes key) {
        return new String(key.get(), StandardCharsets.UTF_8);
    }

    /** The state without its closed buckets: windows are unknown in it, all else is there. */
    public static RolloutState read(String rolloutId, byte[] plan, byte[] header) {
        return StateCodec.read(
                rolloutId,
                RULEBOOKS.get().of(new String(plan, StandardCharsets.UTF_8)),
                Optional.empty(),
                List.of(),
                new ByteReader(header));
    }
}
