package dev.kanit.executor.outbox;

import dev.kanit.executor.notify.DeliveryKey;
import dev.kanit.executor.notify.Effect;
import dev.kanit.executor.notify.Fact;
import dev.kanit.executor.notify.NoticeDesk;
import java.time.Instant;
import java.util.HashMap;
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
    private final Carriers carriers;
    private final NoticeDesk desk = new NoticeDesk();
    private final CompletableFuture<Void> abandoned = new CompletableFuture<>();
    private final ConcurrentLinkedQueue<Fact.AttemptEnded> ends = new ConcurrentLinkedQueue<>();

    /** By topic, how far must be read before anything is delivered; and how far it was read. */
    private final Map<String, Long> catchUpTo;

    private final Map<String, Long> readUpTo = new HashMap<>();

    /** By topic and rollout, the first record that it needs. */
    private final Map<String, Map<String, Long>> firstOffsets = new HashMap<>();

    private Optional<Instant> oldest = Optional.empty();
    private boolean isRecalled;

    /**
     * @param from by topic, where reading begins
     * @param catchUpTo by topic, where it ended when the partition was assigned
     */
    PartitionOutbox(
            int partition, Carriers carriers, Map<String, Long> from, Map<String, Long> catchUpTo) {
        this.partition = partition;
        this.carriers = carriers;
        this.catchUpTo = Map.copyOf(catchUpTo);
        readUpTo.putAll(from);
    }

    /** A record meant this. */
    void take(String topic, long offset, Instant at, List<Fact> facts) {
        for (Fact fact : facts) {
            desk.learn(fact);
            if (desk.holds(fact.rolloutId())) {
                firstOffsets
                        .computeIfAbsent(topic, _ -> new HashMap<>())
                        .putIfAbsent(fact.rolloutId(), offset);
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
            if (carriers.begin(partition, effect, abandoned, ends::add)) {
                desk.learn(new Fact.AttemptBegan(key));
            }
        }
    }

    List<String> takeForgotten() {
        return desk.takeForgotten();
    }

    /** By topic, the first record that is still needed; empty before the state is complete. */
    Map<String, Long> committable() {
        if (!isRecalled) {
            return Map.of();
        }
        Map<String, Long> offsets = new HashMap<>();
        readUpTo.forEach(
                (topic, next) -> {
                    Map<String, Long> first = firstOffsets.getOrDefault(topic, Map.of());
                    first.keySet().removeIf(rollout -> !desk.holds(rollout));
                    long needed = next;
                    for (long offset : first.values()) {
                        needed = Math.min(needed, offset);
                    }
                    offsets.put(topic, needed);
                });
        return offsets;
    }

    /** Another executor takes over. */
    void abandon() {
        abandoned.complete(null);
    }
}
