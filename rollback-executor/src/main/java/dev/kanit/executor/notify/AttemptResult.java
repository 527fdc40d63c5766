package dev.kanit.executor.notify;

import java.time.Duration;
import java.util.Optional;

/** What came of one attempt, as the channel saw it. */
public sealed interface AttemptResult {

    /** For people, without secrets. */
    String detail();

    /** The receiver took it. */
    record Delivered(String detail) implements AttemptResult {}

    /**
     * It may work later: no answer, an overload, a reference that is not set.
     *
     * @param retryAfter what the receiver asked for
     */
    record Later(String detail, Optional<Duration> retryAfter) implements AttemptResult {
        public Later(String detail) {
            this(detail, Optional.empty());
        }
    }

    /** The receiver will never take this. */
    record Refused(String detail) implements AttemptResult {}
}
