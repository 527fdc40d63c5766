package dev.kanit.ledger.bundle;

import dev.kanit.ledger.merkle.Hash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether each producer's numbers are dense, and each record names the one before it. */
final class ChainCheck {

    private final Findings findings;

    ChainCheck(Findings findings) {
        this.findings = findings;
    }

    void check(List<Link> links) {
        Map<String, List<Link>> bySource = new TreeMap<>();
        for (Link link : links) {
            if (link.isNumbered()) {
                bySource.computeIfAbsent(link.source(), _ -> new ArrayList<>()).add(link);
            }
        }
        bySource.values().forEach(this::checkChain);
    }

    private void checkChain(List<Link> chain) {
        chain.sort(Comparator.comparingLong(Link::sequence));
        long expected = 1;
        Optional<Hash> before = Optional.empty();
        boolean isBeforeKnown = true;
        for (Link link : chain) {
            if (link.sequence() < expected) {
                find(
                        FindingCode.SEQUENCE_REPEATED,
                        link,
                        "number %d of %s (expected: each from 1 on, once)"
                                .formatted(link.sequence(), link.source()));
                continue;
            }
            if (link.sequence() > expected) {
                find(
                        FindingCode.SEQUENCE_GAP,
                        link,
                        "numbers %d to %d of %s are missing before this record (expected: all)"
                                .formatted(expected, link.sequence() - 1, link.source()));
                isBeforeKnown = false;
            }
            if (isBeforeKnown && !link.previous().equals(before)) {
                find(
                        FindingCode.CHAIN_BROKEN,
                        link,
                        "number %d of %s: previous %s (expected: %s)"
                                .formatted(
                                        link.sequence(),
                                        link.source(),
                                        hex(link.previous()),
                                        hex(before)));
            }
            expected = link.sequence() + 1;
            before = Optional.of(link.payload());
            isBeforeKnown = true;
        }
    }

    private void find(FindingCode code, Link link, String sentence) {
        findings.record(code, link.topic(), link.offset(), sentence);
    }

    private static String hex(Optional<Hash> hash) {
        return hash.map(Hash::hex).orElse("none");
    }
}
