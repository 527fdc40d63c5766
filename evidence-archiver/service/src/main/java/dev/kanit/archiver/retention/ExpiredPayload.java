package dev.kanit.archiver.retention;

import dev.kanit.ledger.SegmentLog;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.MalformedSegmentException;
import dev.kanit.ledger.segment.Segment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The oldest segments of a log that nobody wants kept, and why the next one is. The last segment
 * stays in any case: the archive's position is known by it.
 */
final class ExpiredPayload {

    /** Ids that go without a bundle are named in the log; further ones wait for the next time. */
    private static final int MAX_UNBUNDLED = 100;

    private static final Pattern ROLLOUT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

    /** A segment that may go. */
    record Part(long start, long nextOffset) {}

    private final List<LegalHold> holds;
    private final Bundles bundles;
    private final List<Part> segments = new ArrayList<>();
    private final Map<String, Optional<String>> known = new HashMap<>();
    private final SortedSet<String> unbundled = new TreeSet<>();
    private String then = "it is the last one";

    private ExpiredPayload(List<LegalHold> holds, Bundles bundles) {
        this.holds = holds;
        this.bundles = bundles;
    }

    /**
     * Looks from the oldest segment on.
     *
     * @param oldBelow records below this offset are old enough
     * @param age that makes them so, in words
     */
    static ExpiredPayload of(
            SegmentLog log, long oldBelow, List<LegalHold> holds, Bundles bundles, String age)
            throws IOException, MalformedSegmentException {
        ExpiredPayload expired = new ExpiredPayload(holds, bundles);
        List<Long> starts = log.starts();
        for (int i = 0; i < starts.size() - 1; i++) {
            if (starts.get(i + 1) > oldBelow) {
                expired.then =
                        "records from offset %d on were archived less than %s ago"
                                .formatted(Math.max(oldBelow, starts.get(i)), age);
                break;
            }
            Segment segment = log.segmentAt(starts.get(i));
            Optional<String> why = expired.whyKept(segment);
            if (why.isPresent()) {
                expired.then = why.get();
                break;
            }
            expired.segments.add(new Part(segment.firstOffset(), segment.nextOffset()));
        }
        return expired;
    }

    private Optional<String> whyKept(Segment segment) throws IOException {
        SortedSet<String> more = new TreeSet<>();
        for (Entry entry : segment.entries()) {
            if (entry instanceof Entry.Kept kept) {
                String rollout =
                        kept.key()
                                .map(key -> new String(key.shared(), StandardCharsets.UTF_8))
                                .orElse("");
                Optional<String> why = known.get(rollout);
                if (why == null) {
                    why = whyKept(rollout, more);
                    known.put(rollout, why);
                }
                if (why.isPresent()) {
                    return why;
                }
            }
        }
        if (unbundled.size() + more.size() > MAX_UNBUNDLED) {
            return Optional.of("ids that never started are named first");
        }
        unbundled.addAll(more);
        return holds.stream()
                .filter(hold -> hold.rollout().isEmpty())
                .findFirst()
                .map(LegalHold::inWords);
    }

    private Optional<String> whyKept(String rollout, SortedSet<String> more) throws IOException {
        for (LegalHold hold : holds) {
            if (hold.covers(rollout)) {
                return Optional.of(hold.inWords());
            }
        }
        if (!ROLLOUT.matcher(rollout).matches() || bundles.isBundled(rollout)) {
            return Optional.empty();
        }
        if (bundles.isNeverStarted(rollout)) {
            more.add(rollout);
            return Optional.empty();
        }
        return Optional.of("rollout " + rollout + " is open or has no bundle");
    }

    List<Part> segments() {
        return segments;
    }

    /** Where the first segment begins that stays; 0 when all do. */
    long below() {
        return segments.isEmpty() ? 0 : segments.getLast().nextOffset();
    }

    /** Why the first segment that stays does stay. */
    String then() {
        return then;
    }

    /** The ids that go although they have no bundle, in words; empty when there are none. */
    String unbundled() {
        return unbundled.isEmpty()
                ? ""
                : "; never started, so without a bundle: " + String.join(", ", unbundled);
    }
}
