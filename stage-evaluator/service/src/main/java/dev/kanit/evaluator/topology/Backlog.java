package dev.kanit.evaluator.topology;

/**
 * Whether a task is behind: while it is, silence means nothing, because the records that would
 * break it are still to be read. Clocks of broker and evaluator may differ, so it is the pace that
 * tells: record time that runs ahead of wall-clock time is history being caught up with.
 */
final class Backlog {

    private static final long BEHIND_MILLIS = 2_000;
    private static final long SETTLING_MILLIS = 2_000;
    private static final long SAMPLE_MILLIS = 1_000;
    private static final double CATCHING_UP_PACE = 1.5;

    private final long beginMillis;
    private long newestRecordMillis;
    private long anchorRecordMillis;
    private long anchorWallMillis;
    private boolean racing;

    Backlog(long wallClockMillis) {
        beginMillis = wallClockMillis;
        anchorWallMillis = wallClockMillis;
    }

    void consumed(long recordMillis) {
        newestRecordMillis = Math.max(newestRecordMillis, recordMillis);
    }

    /** Asked at every look at the clock, several times a second. */
    boolean isThere(long wallClockMillis) {
        long passed = wallClockMillis - anchorWallMillis;
        if (passed >= SAMPLE_MILLIS) {
            boolean known = anchorRecordMillis > 0;
            racing = known && newestRecordMillis - anchorRecordMillis > CATCHING_UP_PACE * passed;
            anchorRecordMillis = newestRecordMillis;
            anchorWallMillis = wallClockMillis;
        }
        boolean settling = wallClockMillis - beginMillis < SETTLING_MILLIS;
        boolean behind = wallClockMillis - newestRecordMillis > BEHIND_MILLIS;
        return settling || (racing && behind);
    }
}
