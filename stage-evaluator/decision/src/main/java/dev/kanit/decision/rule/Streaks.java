package dev.kanit.decision.rule;

import java.util.Arrays;

/**
 * For each trigger, how long its conditions have held without a break. Immutable. A look that could
 * not be judged neither breaks a streak nor lengthens it, but a gap longer than the stale limit
 * does break it.
 */
public final class Streaks {

    /** Stands for "not holding". */
    public static final long NONE = -1;

    private final long[] sinceMillis;
    private final long[] lastMillis;
    private final int[] looks;
    private final int[] blindLooks;
    private final boolean[] fired;

    /** Arrays are taken over, one entry per trigger. For restoring. */
    public Streaks(
            long[] sinceMillis, long[] lastMillis, int[] looks, int[] blindLooks, boolean[] fired) {
        this.sinceMillis = sinceMillis;
        this.lastMillis = lastMillis;
        this.looks = looks;
        this.blindLooks = blindLooks;
        this.fired = fired;
    }

    public static Streaks none(int triggers) {
        long[] none = new long[triggers];
        Arrays.fill(none, NONE);
        return new Streaks(none, none, new int[triggers], new int[triggers], new boolean[triggers]);
    }

    public int size() {
        return sinceMillis.length;
    }

    /** When the streak began; {@link #NONE} when the conditions do not hold. */
    public long sinceMillis(int trigger) {
        return sinceMillis[trigger];
    }

    /** The last look at which the conditions held. */
    public long lastMillis(int trigger) {
        return lastMillis[trigger];
    }

    /** Looks within the streak at which the conditions held. */
    public int looks(int trigger) {
        return looks[trigger];
    }

    /** Looks within the streak that could not be judged. */
    public int blindLooks(int trigger) {
        return blindLooks[trigger];
    }

    /** Whether the trigger has fired within this streak. */
    public boolean fired(int trigger) {
        return fired[trigger];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Streaks that
                && Arrays.equals(sinceMillis, that.sinceMillis)
                && Arrays.equals(lastMillis, that.lastMillis)
                && Arrays.equals(looks, that.looks)
                && Arrays.equals(blindLooks, that.blindLooks)
                && Arrays.equals(fired, that.fired);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sinceMillis);
    }

    Streaks ended(int trigger) {
        return changed(trigger, NONE, NONE, 0, 0, false);
    }

    Streaks held(int trigger, long atMillis, long longestGapMillis) {
        boolean goesOn =
                sinceMillis[trigger] != NONE && atMillis - lastMillis[trigger] <= longestGapMillis;
        return goesOn
                ? changed(
                        trigger,
                        sinceMillis[trigger],
                        atMillis,
                        looks[trigger] + 1,
                        blindLooks[trigger],
                        fired[trigger])
                : changed(trigger, atMillis, atMillis, 1, 0, false);
    }

    /** A look that could not be judged: the streak neither breaks nor gains. */
    Streaks blind(int trigger) {
        return changed(
                trigger,
                sinceMillis[trigger],
                lastMillis[trigger],
                looks[trigger],
                blindLooks[trigger] + 1,
                fired[trigger]);
    }

    /** Remembers that the trigger has fired within its streak. */
    public Streaks markedFired(int trigger) {
        return changed(
                trigger,
                sinceMillis[trigger],
                lastMillis[trigger],
                looks[trigger],
                blindLooks[trigger],
                true);
    }

    private Streaks changed(
            int trigger, long since, long last, int count, int blind, boolean hasFired) {
        long[] nextSince = sinceMillis.clone();
        long[] nextLast = lastMillis.clone();
        int[] nextLooks = looks.clone();
        int[] nextBlind = blindLooks.clone();
        boolean[] nextFired = fired.clone();
        nextSince[trigger] = since;
        nextLast[trigger] = last;
        nextLooks[trigger] = count;
        nextBlind[trigger] = blind;
        nextFired[trigger] = hasFired;
        return new Streaks(nextSince, nextLast, nextLooks, nextBlind, nextFired);
    }
}
