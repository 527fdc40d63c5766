package dev.kanit.evaluator.topology;

import dev.kanit.codec.run.RolloutRun;
import dev.kanit.codec.state.BucketCodec;
import dev.kanit.codec.state.ByteReader;
import dev.kanit.codec.state.ByteWriter;
import dev.kanit.codec.state.LevelsCodec;
import dev.kanit.codec.state.StateCodec;
import dev.kanit.decision.measure.BaselineLevels;
import dev.kanit.decision.measure.Bucket;
import dev.kanit.decision.measure.Measurements;
import dev.kanit.decision.measure.Ring;
import dev.kanit.decision.rollout.Phase;
import dev.kanit.decision.rollout.RolloutState;
import dev.kanit.decision.rule.Rulebook;
import dev.kanit.ledger.merkle.MerkleHasher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The stores of one task with their decoded twins. A twin is only ever ahead of its store within
 * one call; after a crash both are rebuilt from the changelog.
 */
final class RolloutStores {

    /** Stands where buckets have their slot, for what is remembered of the baseline. */
    private static final int LEVELS = 0xFFFF;

    private final KeyValueStore<Bytes, byte[]> rollouts;
    private final KeyValueStore<Bytes, byte[]> buckets;
    private final KeyValueStore<Bytes, byte[]> plans;
    private final Map<String, LiveRollout> live = new HashMap<>();
    private final Rulebooks rulebooks;
    private final MerkleHasher hasher;
    private final ByteWriter out = new ByteWriter();
    private boolean allLoaded;

    RolloutStores(ProcessorContext<?, ?> context, Rulebooks rulebooks, MerkleHasher hasher) {
        this.hasher = hasher;
        this.rulebooks = rulebooks;
        rollouts = context.getStateStore(EvaluatorTopology.ROLLOUTS);
        buckets = context.getStateStore(EvaluatorTopology.BUCKETS);
        plans = context.getStateStore(EvaluatorTopology.PLANS);
    }

    /** The rollout, or null when there is none. */
    @Nullable LiveRollout find(String id) {
        LiveRollout known = live.get(id);
        if (known != null) {
            return known;
        }
        byte[] header = rollouts.get(key(id));
        byte[] plan = plans.get(key(id));
        return header == null || plan == null ? null : load(id, header, plan);
    }

    void create(String id, String planText, LiveRollout rollout) {
        plans.put(key(id), planText.getBytes(StandardCharsets.UTF_8));
        live.put(id, rollout);
        store(rollout, null);
    }

    /**
     * Writes what an input changed.
     *
     * @param before what was measured before the input; null when nothing was
     */
    void store(LiveRollout rollout, @Nullable Measurements before) {
        RolloutState state = rollout.state();
        out.reset();
        StateCodec.write(state, out);
        rollout.run().writeTrail(out);
        rollouts.put(rollout.key(), out.toBytes());
        if (state.phase() instanceof Phase.Closed) {
            forgetBuckets(state);
            live.remove(state.id());
        } else if (before != null) {
            storeClosed(state, before.ring());
            storeLevels(state, before.levels());
        }
    }

    /** Every rollout that is not closed, read from the store once after a start. */
    Iterable<LiveRollout> running() {
        if (!allLoaded) {
            idsWhere(closedSince -> closedSince.isEmpty()).forEach(this::find);
            allLoaded = true;
        }
        return live.values();
    }

    /** Whether a rollout of this id was there and is forgotten; its id is never given again. */
    boolean isForgotten(String id) {
        return rollouts.get(key(id)) != null && plans.get(key(id)) == null;
    }

    /** Drops the plans of rollouts that have been over since before {@code beforeMillis}. */
    void forgetClosed(long beforeMillis) {
        List<String> ids =
                idsWhere(
                        closedSince ->
                                closedSince.isPresent() && closedSince.getAsLong() < beforeMillis);
        for (String id : ids) {
            if (plans.get(key(id)) != null) {
                plans.delete(key(id));
            }
        }
    }

    private List<String> idsWhere(Predicate<OptionalLong> closedSince) {
        List<String> ids = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = rollouts.all()) {
            all.forEachRemaining(
                    entry -> {
                        ByteReader header = new ByteReader(entry.value);
                        if (closedSince.test(StateCodec.closedSinceMillis(header))) {
                            ids.add(new String(entry.key.get(), StandardCharsets.UTF_8));
                        }
                    });
        }
        return ids;
    }

    private void storeClosed(RolloutState state, Ring before) {
        Ring ring = state.measured().ring();
        if (ring.equals(before)) {
            return;
        }
        for (int slot = 0; slot < ring.size(); slot++) {
            @Nullable Bucket bucket = ring.slot(slot);
            @Nullable Bucket earlier = before.slot(slot);
            if (bucket != null && !bucket.equals(earlier)) {
                out.reset();
                BucketCodec.write(bucket, out);
                buckets.put(bucketKey(state.id(), slot), out.toBytes());
            }
        }
    }

    private void storeLevels(RolloutState state, BaselineLevels before) {
        BaselineLevels levels = state.measured().levels();
        if (!levels.equals(before)) {
            out.reset();
            LevelsCodec.write(levels, out);
            buckets.put(bucketKey(state.id(), LEVELS), out.toBytes());
        }
    }

    private void forgetBuckets(RolloutState state) {
        for (int slot = 0; slot < state.measured().ring().size(); slot++) {
            forget(bucketKey(state.id(), slot));
        }
        forget(bucketKey(state.id(), LEVELS));
    }

    private void forget(Bytes key) {
        if (buckets.get(key) != null) {
            buckets.delete(key);
        }
    }

    private LiveRollout load(String id, byte[] header, byte[] text) {
        Rulebook rules = rulebooks.of(new String(text, StandardCharsets.UTF_8));
        List<Bucket> closed = new ArrayList<>();
        for (int slot = 0; slot < rules.layout().ringSize(); slot++) {
            byte[] bucket = buckets.get(bucketKey(id, slot));
            if (bucket != null) {
                closed.add(BucketCodec.read(new ByteReader(bucket)));
            }
        }
        ByteReader in = new ByteReader(header);
        Optional<BaselineLevels> levels =
                Optional.ofNullable(buckets.get(bucketKey(id, LEVELS)))
                        .map(bytes -> LevelsCodec.read(new ByteReader(bytes)));
        RolloutState state = StateCodec.read(id, rules, levels, closed, in);
        LiveRollout rollout = new LiveRollout(RolloutRun.restore(state, in, hasher));
        live.put(id, rollout);
        return rollout;
    }

    static Bytes key(String id) {
        return Bytes.wrap(id.getBytes(StandardCharsets.UTF_8));
    }

    private static Bytes bucketKey(String id, int slot) {
        byte[] name = id.getBytes(StandardCharsets.UTF_8);
        byte[] key = new byte[name.length + 3];
        System.arraycopy(name, 0, key, 0, name.length);
        key[name.length + 1] = (byte) (slot >> 8);
        key[name.length + 2] = (byte) slot;
        return Bytes.wrap(key);
    }
}
