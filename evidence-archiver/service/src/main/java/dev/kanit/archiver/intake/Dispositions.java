package dev.kanit.archiver.intake;

import dev.kanit.ledger.LogId;
import dev.kanit.ledger.segment.Entry;
import java.util.List;

/**
 * Says which dispositions go into a partition's log before its next record. Called by the lanes, so
 * implementations are thread-safe.
 */
public interface Dispositions {

    /** Nothing is ever disposed of. */
    Dispositions NONE =
            new Dispositions() {
                @Override
                public List<Entry> before(LogId log, long nextOffset, List<Entry> records) {
                    return records;
                }

                @Override
                public void stored(LogId log, List<Entry> entries) {}
            };

    /** The records, perhaps with dispositions at {@code nextOffset} before them. */
    List<Entry> before(LogId log, long nextOffset, List<Entry> records);

    /** These entries are stored, not yet signed for. */
    void stored(LogId log, List<Entry> entries);
}
