package dev.kanit.ledger.bundle;

import dev.kanit.ledger.leaf.Leaf;
import dev.kanit.ledger.merkle.DamagedTreeException;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Records that were on their way when their rollout was closed, for example a clock tick: not
 * counted, but without them the chain of their producer would have a hole.
 */
final class LateRecords {

    /** So many leaves of the rollout are looked at behind the last one that was counted. */
    private static final int MAX_LATE = 10_000;

    /** Numbers that are missing below each producer's highest. */
    private final Map<String, TreeSet<Long>> missing = new HashMap<>();

    private LateRecords() {}

    static LateRecords of(Collection<LogSource> sources) {
        LateRecords late = new LateRecords();
        Map<String, TreeSet<Long>> numbers = new HashMap<>();
        for (LogSource source : sources) {
            for (LeafScan.Own own : source.scan().own()) {
                if (own.leaf().sequence() >= 1) {
                    numbers.computeIfAbsent(own.leaf().source(), _ -> new TreeSet<>())
                            .add(own.leaf().sequence());
                }
            }
        }
        numbers.forEach(
                (source, there) -> {
                    TreeSet<Long> holes = new TreeSet<>();
                    long expected = 1;
                    for (long number : there) {
                        while (expected < number && holes.size() < MAX_LATE) {
                            holes.add(expected++);
                        }
                        expected = number + 1;
                    }
                    if (!holes.isEmpty()) {
                        late.missing.put(source, holes);
                    }
                });
        return late;
    }

    /** Extends the source's scan as far as it brings missing records. */
    void addFrom(LogSource source) throws IOException, DamagedTreeException {
        if (source.topic().equals(Closing.TOPIC)) {
            return;
        }
        LeafScan scan = source.scan();
        int kept = scan.own().size();
        for (int looked = 0; !missing.isEmpty() && looked < MAX_LATE; looked++) {
            Optional<LeafScan.Own> own = scan.advance();
            if (own.isEmpty()) {
                break;
            }
            if (isMissing(own.get().leaf())) {
                kept = scan.own().size();
            }
        }
        scan.keep(kept);
    }

    private boolean isMissing(Leaf.Kept leaf) {
        TreeSet<Long> holes = missing.get(leaf.source());
        if (holes == null || !holes.remove(leaf.sequence())) {
            return false;
        }
        if (holes.isEmpty()) {
            missing.remove(leaf.source());
        }
        return true;
    }
}
