package dev.kanit.executor.log;

import java.time.Duration;

/** Named bounds of this package. */
final class Limits {

    /** No action may be tried for longer. */
    static final Duration LONGEST_ACTION = Duration.ofHours(24);

    /** Orders of one partition that are in work or wait; the partition pauses beyond. */
    static final int MAX_OPEN_ORDERS = 10_000;

    /** As the schema promises, characters. */
    static final int MAX_DETAIL_LENGTH = 4_000;

    /**
     * Actions are recalled from this long before the first decision that is read: its time is the
     * writer's, theirs the broker's, and clocks differ.
     */
    static final Duration RECALL_BEFORE = Duration.ofHours(1);

    private Limits() {}
}
