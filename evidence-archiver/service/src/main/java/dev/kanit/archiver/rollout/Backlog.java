package dev.kanit.archiver.rollout;

import dev.kanit.ledger.LogId;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.Segment;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What segments said and no directory shows yet, by rollout. Thread-safe. */
final class Backlog {

    private static final int MAX_CLOSED = 1_000;

    private final Set<String> readableTopics;
    private Map<String, Map<LogId, Pending>> byRollout = new TreeMap<>();
    private Map<LogId, Long> appliedTo = new HashMap<>();
    private long bytes;

    /** Closed rollouts, for whose bundle the last counts are waited for. */
    private final Map<String, Boolean> closed =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > MAX_CLOSED;
                }
            };

    Backlog(Set<String> readableTopics) {
        this.readableTopics = Set.copyOf(readableTopics);
    }

    /**
     * Taken out to be written.
     *
     * @param byRollout what is to be written
     * @param appliedTo by log, how far its segments are in the directories when that is done; empty
     *     when something stays behind
     */
    record Batch(Map<String, Collection<Pending>> byRollout, Map<LogId, Long> appliedTo) {}

    synchronized void add(LogId log, String topic, Segment segment, long endOffset) {
        // A segment has many records of few rollouts, so each key is read and looked up once.
        Map<Entry.Bytes, Optional<Told>> byKey = new HashMap<>();
        for (Entry entry : segment.entries()) {
            if (entry instanceof Entry.Kept kept && kept.key().isPresent()) {
                Optional<Told> told =
                        byKey.computeIfAbsent(
                                kept.key().get(),
                                _ -> RolloutId.of(kept).map(id -> told(id, log, topic)));
                if (told.isPresent()) {
                    told.get().pending().add(kept);
                }
            }
        }
        for (Optional<Told> one : byKey.values()) {
            if (one.isPresent()) {
                Pending pending = one.get().pending();
                bytes += pending.freshBytes();
                pending.archivedTo(segment.nextOffset(), endOffset);
                if (pending.isClosing()) {
                    closed.put(one.get().rollout(), true);
                }
            }
        }
        appliedTo.merge(log, segment.nextOffset(), Math::max);
    }

    /** What a segment tells of one rollout. */
    private record Told(String rollout, Pending pending) {}

    private Told told(RolloutId id, LogId log, String topic) {
        return new Told(id.value(), pending(id.value(), log, topic));
    }

    private Pending pending(String rollout, LogId log, String topic) {
        return byRollout
                .computeIfAbsent(rollout, _ -> new HashMap<>())
                .computeIfAbsent(log, _ -> new Pending(log, topic, readableTopics.contains(topic)));
    }

    /** What waits in memory, about: bytes of whole records, and an offset of every other one. */
    synchronized long bytes() {
        return bytes;
    }

    /** Rollouts with something that people read, and those that have been closed. */
    synchronized Batch takeReadable() {
        Map<String, Collection<Pending>> taken = new TreeMap<>();
        Iterator<Map.Entry<String, Map<LogId, Pending>>> all = byRollout.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<String, Map<LogId, Pending>> one = all.next();
            if (closed.containsKey(one.getKey())
                    || one.getValue().values().stream().anyMatch(Pending::isReadable)) {
                taken.put(one.getKey(), one.getValue().values());
                one.getValue().values().forEach(pending -> bytes -= pending.bytes());
                all.remove();
            }
        }
        return new Batch(taken, Map.of());
    }

    /** Everything. */
    synchronized Batch takeAll() {
        Map<String, Collection<Pending>> taken = new TreeMap<>();
        byRollout.forEach((rollout, pending) -> taken.put(rollout, pending.values()));
        Batch batch = new Batch(taken, appliedTo);
        byRollout = new TreeMap<>();
        appliedTo = new HashMap<>();
        bytes = 0;
        return batch;
    }
}
