package dev.kanit.executor.notify;

import java.time.Duration;

/** Named bounds of the telling. */
public final class Limits {

    /** Attempts at one delivery. */
    public static final int MAX_ATTEMPTS = 200;

    /** How long one delivery is tried, from when it was due; at least one attempt is made. */
    public static final Duration MAX_AGE = Duration.ofHours(24);

    /** First pause between two attempts; each further one is twice as long. */
    public static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    /** Longest pause between two attempts. */
    public static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    /** Longest pause that a receiver may ask for. */
    public static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

    /**
     * Notices of one matter that wait for their deliveries. Of more, the oldest that is not the
     * newest critical one is given up, and its deliveries are recorded so.
     */
    public static final int MAX_WAITING_NOTICES = 50;

    /** Matters of one rollout: a plan has at most 128 triggers. */
    public static final int MAX_MATTERS = 200;

    /** Recorded attempts at notices that have not been read yet, of one rollout. */
    public static final int MAX_EARLY_ATTEMPTS = 2_000;

    /**
     * Rollouts of one partition. Of more, the one that was silent longest is forgotten, those with
     * something to deliver last.
     */
    public static final int MAX_ROLLOUTS = 20_000;

    /** How long alerts of a closed rollout are waited for that its closing record counts. */
    public static final Duration WAIT_FOR_ALERTS = Duration.ofHours(1);

    /** Characters of a title and of a message. */
    public static final int MAX_TITLE_LENGTH = 400;

    public static final int MAX_MESSAGE_LENGTH = 12_000;

    /** Characters of what a receiver answered, as the schema promises. */
    public static final int MAX_DETAIL_LENGTH = 1_000;

    private Limits() {}
}
