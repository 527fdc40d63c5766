package dev.kanit.executor.outbox;

import dev.kanit.executor.notify.DeliveryKey;
import dev.kanit.executor.notify.Effect;
import dev.kanit.executor.notify.Fact;
import dev.kanit.executor.notify.NoticeDesk;
import dev.kanit.schemas.TopicCatalogue;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What one partition's rollouts have to say to whom. Nothing is delivered before everything that
 * was said and delivered until now has been read.
 */
final class PartitionOutbox {

    private final int partition;
    private final Carrier carrier;
    private final NoticeDesk desk = new NoticeDesk();
    private final CompletableFuture<Void> abandoned = new CompletableFuture<>();
    private final ConcurrentLinkedQueue<Fact.AttemptEnded> ends = new ConcurrentLinkedQueue<>();

    /** By topic, how far must be read before anything is delivered; and how far it was read. */
    private final Map<String, Long> catchUpTo;

    private final Map<String, Long> readUpTo = new HashMap<>();

    /** By rollout and topic, its first record. */
    private final Map<String, Map<String, Long>> firsts = new LinkedHashMap<>();

    private Optional<Instant> oldest = Optional.empty();
    private boolean isRecalled;

    /**
     * @param from by topic, where reading begins
     * @param catchUpTo by topic, where it ended when the partition was assigned
     */
    PartitionOutbox(
            int partition, Carrier carrier, Map<String, Long> from, Map<String, Long> catchUpTo) {
        this.partition = partition;
        this.carrier = carrier;
        this.catchUpTo = Map.copyOf(catchUpTo);
        readUpTo.putAll(from);
    }

    /** A record meant this. */
    void take(String topic, long offset, Instant at, List<Fact> facts) {
        for (Fact fact : facts) {
            desk.learn(fact);
            if (desk.holds(fact.rolloutId())) {
                firsts.computeIfAbsent(fact.rolloutId(), _ -> new HashMap<>())
                        .putIfAbsent(topic, offset);
            }
        }
        if (!isRecalled) {
            oldest = oldest.filter(it -> it.isBefore(at)).or(() -> Optional.of(at));
        }
    }

    void readUpTo(String topic, long next) {
        readUpTo.merge(topic, next, Math::max);
    }

    /** Whether all that was there is read, so that what was delivered of it can be recalled. */
    boolean isReadyToRecall() {
        return !isRecalled
                && catchUpTo.entrySet().stream()
                        .allMatch(end -> readUpTo.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    /** When the oldest record that was read was written; empty when there was none. */
    Optional<Instant> oldest() {
        return oldest;
    }

    int partition() {
        return partition;
    }

    void recall(Fact.AttemptEnded ended) {
        desk.learn(ended);
    }

    /** Everything that was delivered until now is known. */
    void recalled() {
        desk.forgetUnplanned();
        isRecalled = true;
    }

    /** Begins what is due. */
    void advance(Instant now) {
        if (!isRecalled) {
            return;
        }
        for (Fact.AttemptEnded end = ends.poll(); end != null; end = ends.poll()) {
            desk.learn(end);
        }
        for (Effect effect : desk.advance(now)) {
            DeliveryKey key = effect.delivery().key();
            if (carrier.begin(partition, effect, abandoned, ends::add)) {
                desk.learn(new Fact.AttemptBegan(key));
            }
        }
    }

    List<String> takeForgotten() {
        return desk.takeForgotten();
    }

    /**
     * By topic, the first record that is still needed; empty before the state is complete. Whoever
     * reads a rollout's first decision again reads all of its alerts again, so that a rollout which
     * is done with is seen to be; one whose first decision is not read again is known to be.
     */
    Map<String, Long> committable() {
        if (!isRecalled) {
            return Map.of();
        }
        long decisions = readUpTo.getOrDefault(TopicCatalogue.DECISIONS, 0L);
        long alerts = readUpTo.getOrDefault(TopicCatalogue.ALERTS, 0L);
        for (var one : firsts.entrySet()) {
            if (desk.holds(one.getKey())) {
                decisions = Math.min(decisions, first(one.getValue(), TopicCatalogue.DECISIONS));
            }
        }
        long needed = decisions;
        firsts.entrySet()
                .removeIf(
                        one ->
                                !desk.holds(one.getKey())
                                        && (first(one.getValue(), TopicCatalogue.DECISIONS) < needed
                                                || !one.getValue()
                                                        .containsKey(TopicCatalogue.DECISIONS)));
        for (var one : firsts.values()) {
            alerts = Math.min(alerts, first(one, TopicCatalogue.ALERTS));
        }
        return Map.of(TopicCatalogue.DECISIONS, decisions, TopicCatalogue.ALERTS, alerts);
    }

    private static long first(Map<String, Long> offsets, String topic) {
        return offsets.getOrDefault(topic, Long.MAX_VALUE);
    }

    /** Another executor takes over. */
    void abandon() {
        abandoned.complete(null);
    }
}
