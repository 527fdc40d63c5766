package dev.kanit.decision.rollout;

import java.util.List;

/**
 * The first night so far.
 *
 * @param sinceMillis when it began, epoch milliseconds
 * @param nextMillis when it is reported next
 * @param failingSinceMillis since when one of its conditions has failed without a break, else
 *     {@link Phase#NONE}
 * @param totalsAtStart what had added up before it began
 * @param totalsAnswered totals in spite of which a person goes on, as a mask of their places
 */
public record NightWatch(
        long sinceMillis,
        long nextMillis,
        long failingSinceMillis,
        List<Double> totalsAtStart,
        long totalsAnswered) {

    public NightWatch {
        totalsAtStart = List.copyOf(totalsAtStart);
    }

    NightWatch failing(boolean fails, long at) {
        long since =
                !fails ? Phase.NONE : failingSinceMillis == Phase.NONE ? at : failingSinceMillis;
        return new NightWatch(sinceMillis, nextMillis, since, totalsAtStart, totalsAnswered);
    }

    NightWatch reported(long next) {
        return new NightWatch(sinceMillis, next, failingSinceMillis, totalsAtStart, totalsAnswered);
    }

    /** A person goes on in spite of these totals, and of those before. */
    NightWatch answered(long totals) {
        return new NightWatch(
                sinceMillis,
                nextMillis,
                failingSinceMillis,
                totalsAtStart,
                totalsAnswered | totals);
    }

    boolean isAnswered(int total) {
        return (totalsAnswered & 1L << total) != 0;
    }
}
