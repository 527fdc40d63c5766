package dev.kanit.archiver.retention;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.LogId;
import dev.kanit.ledger.store.EvidenceStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * When records were archived, at the latest: now and then it is noted how far a log has come. A
 * record's own time is its producer's word, and a clock that runs wild must neither keep payload
 * for ever nor have it deleted too early.
 */
final class ArchiveTimes {

    /** Marks in the shortest time that something is kept. */
    private static final int MARKS = 90;

    private final EvidenceStore store;
    private final Duration every;
    private final Duration longest;

    ArchiveTimes(EvidenceStore store, RetentionPolicy policy) {
        this.store = store;
        this.every = policy.payload().dividedBy(MARKS);
        this.longest = policy.entries();
    }

    /**
     * Notes how far the log has come, unless that was done a short time ago. Notes that say nothing
     * new any more are removed.
     */
    void note(LogId log, long nextOffset, long nowMillis) throws IOException {
        List<Long> marks = marks(log);
        if (marks.isEmpty() || marks.getLast() + every.toMillis() <= nowMillis) {
            boolean _ =
                    store.createIfAbsent(
                            name(log, nowMillis), Long.toString(nextOffset).getBytes(UTF_8));
        }
        for (int i = 0; i + 1 < marks.size(); i++) {
            if (marks.get(i + 1) <= nowMillis - longest.toMillis()) {
                store.delete(name(log, marks.get(i)));
            }
        }
    }

    /** Every record below this offset was archived {@code age} ago or earlier; 0 for none. */
    long archivedBelow(LogId log, Duration age, long nowMillis) throws IOException {
        for (long mark : marks(log).reversed()) {
            if (mark <= nowMillis - age.toMillis()) {
                byte[] noted =
                        store.get(name(log, mark))
                                .orElseThrow(() -> new IOException(name(log, mark) + ": gone"));
                return Long.parseLong(new String(noted, UTF_8));
            }
        }
        return 0;
    }

    private List<Long> marks(LogId log) throws IOException {
        String directory = directory(log);
        return store.list(directory).stream()
                .map(name -> Long.valueOf(name.substring(directory.length() + 1)))
                .toList();
    }

    private static String name(LogId log, long atMillis) {
        return "%s/%020d".formatted(directory(log), atMillis);
    }

    private static String directory(LogId log) {
        return "retention/" + log.path() + "/archived";
    }
}
