package dev.kanit.ledger.bundle;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Records that carry the rollout's id and, as the archiver says, were no part of it. They do not
 * count against the closing record, and everything else holds for them, too: their leaves, their
 * bytes, their producer's numbers. Whether no decision was taken from them, only who reads the
 * decisions can tell.
 */
final class OutsideCheck {

    private static final int MAX_NAMED = 20;

    private final Findings findings;

    OutsideCheck(Findings findings) {
        this.findings = findings;
    }

    /** The links without those of records outside; says which they are. */
    List<Link> without(Manifest.Log log, List<Link> links) {
        if (log.outside().isEmpty()) {
            return links;
        }
        Set<Long> outside = new HashSet<>(log.outside());
        List<Link> inside =
                links.stream().filter(link -> !outside.contains(link.offset())).toList();
        if (log.topic().equals(Closing.TOPIC) || links.size() - inside.size() != outside.size()) {
            findings.entry(
                    FindingCode.MANIFEST_FORM,
                    EntryName.MANIFEST,
                    "outside of %s: offsets %s (expected: of records of the rollout, no decisions)"
                            .formatted(log.topic(), named(log.outside())));
        }
        findings.record(
                FindingCode.OUTSIDE,
                log.topic(),
                log.outside().getFirst(),
                "%d records carry the rollout's id and were no part of it: offsets %s"
                        .formatted(log.outside().size(), named(log.outside())));
        return inside;
    }

    private static String named(List<Long> offsets) {
        String first =
                offsets.stream()
                        .limit(MAX_NAMED)
                        .map(String::valueOf)
                        .collect(Collectors.joining(", "));
        return offsets.size() > MAX_NAMED ? first + " and more" : first;
    }
}
