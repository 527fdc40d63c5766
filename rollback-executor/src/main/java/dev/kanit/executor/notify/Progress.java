package dev.kanit.executor.notify;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a delivery is.
 *
 * @param attempts that have ended, &gt;= 0
 * @param standing what came of the last one
 * @param nextAttemptAt when it may be tried again; empty when at once, or never
 */
public record Progress(int attempts, Standing standing, Optional<Instant> nextAttemptAt) {

    /** What came of a delivery so far. Later ones win over earlier ones. */
    public enum Standing {
        /** Not ended. */
        OPEN,
        NOT_NEEDED,
        GAVE_UP,
        DELIVERED;

        /** Whether nothing more is done. */
        public boolean isEnd() {
            return this != OPEN;
        }
    }

    static final Progress NONE = new Progress(0, Standing.OPEN, Optional.empty());

    /** Both facts together, whichever came first: two executors may have tried at once. */
    Progress and(Progress other) {
        Progress further = attempts >= other.attempts ? this : other;
        Standing best = standing.compareTo(other.standing) >= 0 ? standing : other.standing;
        return new Progress(
                further.attempts, best, best.isEnd() ? Optional.empty() : latest(other));
    }

    private Optional<Instant> latest(Progress other) {
        if (nextAttemptAt.isEmpty() || other.nextAttemptAt.isEmpty()) {
            return nextAttemptAt.or(other::nextAttemptAt);
        }
        return nextAttemptAt.get().isAfter(other.nextAttemptAt.get())
                ? nextAttemptAt
                : other.nextAttemptAt;
    }
}
