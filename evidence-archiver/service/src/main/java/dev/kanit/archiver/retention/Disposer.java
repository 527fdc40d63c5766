package dev.kanit.archiver.retention;

import dev.kanit.ledger.Disposal;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.note.Checkpoint;
import java.io.IOException;

/** Has it said in the logs that something may be deleted. */
@FunctionalInterface
public interface Disposer {

    /**
     * Says so, soon. Nothing is deleted before it is under a signed checkpoint.
     *
     * @param head of {@code log}, as the log of heads has it
     */
    void dispose(LogId log, Checkpoint head, Disposal disposal)
            throws IOException, DamagedTreeException;

    /**
     * Asks an archiver for it, who writes it before the partition's next record. For entries there
     * is no asking.
     */
    static Disposer asking(Floors floors) {
        return (log, _, disposal) -> {
            if (disposal.kind() == Disposal.Kind.PAYLOAD) {
                floors.request(log, disposal.below(), disposal.reason(), disposal.atMillis());
            }
        };
    }
}
