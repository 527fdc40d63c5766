package dev.kanit.evaluator.query;

import dev.kanit.decision.rollout.RolloutDecider;
import dev.kanit.decision.rollout.RolloutEvent;
import dev.kanit.decision.rollout.RolloutInput;
import dev.kanit.decision.rollout.RolloutState;
import dev.kanit.evaluator.streams.StageEvaluator;
import dev.kanit.evaluator.topology.StoredRollouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Answers for the rollouts of this instance, and says whose the others are. Thread-safe. */
public final class RolloutQueries {

    /** More than this many rollouts are not listed in one answer. */
    public static final int MAX_LISTED = 10_000;

    private final StageEvaluator evaluator;
    private final String self;

    /**
     * @param self host:port of this instance; empty when it is the only one
     */
    public RolloutQueries(StageEvaluator evaluator, String self) {
        this.evaluator = evaluator;
        this.self = self;
    }

    /** Who has a rollout. */
    public sealed interface Owner {
        /** This instance. */
        record Here() implements Owner {}

        /** Another one; {@code address} is host:port. */
        record There(String address) implements Owner {}

        /** Nobody just now: partitions are moving. */
        record Nobody() implements Owner {}
    }

    public Owner ownerOf(String rolloutId) {
        KafkaStreams streams = evaluator.streams();
        KeyQueryMetadata metadata;
        try {
            metadata =
                    streams.queryMetadataForKey(
                            StoredRollouts.STORE, rolloutId, new StringSerializer());
        } catch (IllegalStateException notRunning) {
            return new Owner.Nobody();
        }
        if (self.isEmpty()) {
            return new Owner.Here();
        }
        if (metadata == null || metadata.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
            return new Owner.Nobody();
        }
        String address = address(metadata.activeHost());
        return address.equals(self) ? new Owner.Here() : new Owner.There(address);
    }

    /** Number of the partition that holds a rollout in every topic; empty while nobody knows. */
    public OptionalInt partitionOf(String rolloutId) {
        try {
            KeyQueryMetadata metadata =
                    evaluator
                            .streams()
                            .queryMetadataForKey(
                                    StoredRollouts.STORE, rolloutId, new StringSerializer());
            return metadata == null || metadata.equals(KeyQueryMetadata.NOT_AVAILABLE)
                    ? OptionalInt.empty()
                    : OptionalInt.of(metadata.partition());
        } catch (IllegalStateException notRunning) {
            return OptionalInt.empty();
        }
    }

    /** Addresses of the other instances, sorted. */
    public Set<String> others() {
        Set<String> others = new TreeSet<>();
        if (!self.isEmpty()) {
            evaluator
                    .streams()
                    .metadataForAllStreamsClients()
                    .forEach(one -> others.add(address(one.hostInfo())));
            others.remove(self);
        }
        return others;
    }

    /**
     * A rollout of this instance.
     *
     * @throws InvalidStateStoreException while partitions move
     */
    public Optional<RolloutView> find(String rolloutId) {
        Bytes key = StoredRollouts.key(rolloutId);
        byte[] header = store(StoredRollouts.STORE).get(key);
        byte[] plan = store(StoredRollouts.PLANS).get(key);
        return header == null || plan == null
                ? Optional.empty()
                : Optional.of(RolloutViews.of(StoredRollouts.read(rolloutId, plan, header), self));
    }

    /**
     * What the decision core would say to a command just now, if it would reject it. Later it may
     * say something else: the state moves on.
     *
     * @return empty also for a rollout that this instance does not have
     * @throws InvalidStateStoreException while partitions move
     */
    public Optional<RolloutEvent.InputRejected> rejection(
            String rolloutId, RolloutInput.CommandGiven command) {
        Bytes key = StoredRollouts.key(rolloutId);
        byte[] header = store(StoredRollouts.STORE).get(key);
        byte[] plan = store(StoredRollouts.PLANS).get(key);
        if (header == null || plan == null) {
            return Optional.empty();
        }
        RolloutState state = StoredRollouts.read(rolloutId, plan, header);
        return RolloutDecider.decide(state, command).stream()
                .filter(RolloutEvent.InputRejected.class::isInstance)
                .map(RolloutEvent.InputRejected.class::cast)
                .findFirst();
    }

    /** All rollouts of this instance, running and closed, at most {@value #MAX_LISTED}. */
    public List<RolloutView> all() {
        List<String> ids = new ArrayList<>();
        try (var entries = store(StoredRollouts.STORE).all()) {
            while (entries.hasNext() && ids.size() < MAX_LISTED) {
                ids.add(StoredRollouts.id(entries.next().key));
            }
        }
        return ids.stream().map(this::find).flatMap(Optional::stream).toList();
    }

    private ReadOnlyKeyValueStore<Bytes, byte[]> store(String name) {
        return evaluator
                .streams()
                .store(
                        StoreQueryParameters.fromNameAndType(
                                name, QueryableStoreTypes.keyValueStore()));
    }

    private static String address(HostInfo host) {
        return host.host() + ":" + host.port();
    }
}
