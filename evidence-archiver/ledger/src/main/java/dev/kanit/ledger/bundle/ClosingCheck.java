package dev.kanit.ledger.bundle;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether the rollout was closed, and consists of as many records as were counted then.
 *
 * <p>A topic may hold more records than were counted only if a producer had given them lower
 * numbers than records that were: then they were on their way when the rollout was closed, and
 * without them the producer's chain would have a hole. {@linkplain Following What follows} the
 * closing record is not counted at all.
 */
final class ClosingCheck {

    private final Findings findings;

    ClosingCheck(Findings findings) {
        this.findings = findings;
    }

    void check(List<Closing> closings, SortedMap<String, List<Link>> links) {
        if (links.getOrDefault(Closing.TOPIC, List.of()).isEmpty()) {
            findings.bundle(
                    FindingCode.NO_DECISIONS,
                    Closing.TOPIC + ": no record of the rollout (expected: its decisions)");
        }
        if (closings.isEmpty()) {
            findings.bundle(
                    FindingCode.NEVER_CLOSED,
                    "no record closes the rollout (expected: a decision with the header %s)"
                            .formatted(Closing.HEADER));
            return;
        }
        closings.stream()
                .skip(1)
                .forEach(
                        again ->
                                findings.record(
                                        FindingCode.CLOSED_TWICE,
                                        Closing.TOPIC,
                                        again.offset(),
                                        "closes the rollout again (expected: once)"));
        count(closings.getFirst(), links);
    }

    private void count(Closing closing, SortedMap<String, List<Link>> links) {
        Map<String, Long> highest = new HashMap<>();
        links.forEach(
                (topic, all) -> note(all.stream().limit(closing.count(topic)).toList(), highest));
        SortedSet<String> topics = new TreeSet<>(closing.counts().keySet());
        topics.addAll(links.keySet());
        topics.remove(Following.TOPIC);
        for (String topic : topics) {
            List<Link> there = links.getOrDefault(topic, List.of());
            long counted = closing.count(topic);
            if (there.size() < counted) {
                findings.bundle(
                        FindingCode.COUNT_DIFFERS,
                        "%s: %d records (expected: %d, as the closing record counts)"
                                .formatted(topic, there.size(), counted));
            }
            // What stands before a record that a producer's chain needs had to come along.
            long end = counted;
            for (int index = (int) Math.min(counted, there.size()); index < there.size(); index++) {
                if (isNeeded(there.get(index), highest)) {
                    end = index + 1L;
                }
            }
            there.stream().skip(end).forEach(late -> findLate(late, counted));
        }
        List<Link> decisions = links.getOrDefault(Closing.TOPIC, List.of());
        if (!decisions.isEmpty() && decisions.getLast().offset() != closing.offset()) {
            Link last = decisions.getLast();
            findings.record(
                    FindingCode.COUNT_DIFFERS,
                    last.topic(),
                    last.offset(),
                    "stands after the closing record at offset %d (expected: none)"
                            .formatted(closing.offset()));
        }
    }

    private void findLate(Link late, long counted) {
        findings.record(
                FindingCode.COUNT_DIFFERS,
                late.topic(),
                late.offset(),
                "beyond the %d records that the closing record counts (expected: none)"
                        .formatted(counted));
    }

    private static void note(Collection<Link> counted, Map<String, Long> highest) {
        for (Link link : counted) {
            highest.merge(link.source(), link.sequence(), Math::max);
        }
    }

    private static boolean isNeeded(Link late, Map<String, Long> highest) {
        return late.isNumbered() && late.sequence() < highest.getOrDefault(late.source(), -1L);
    }
}
