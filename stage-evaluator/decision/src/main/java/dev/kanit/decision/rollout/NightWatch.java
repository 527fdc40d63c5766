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
 * @param totalsAnswered whether a person goes on in spite of what added up
 */
public record NightWatch(
        long sinceMillis,
        long nextMillis,
        long failingSinceMillis,
        List<Double> totalsAtStart,
        boolean totalsAnswered) {

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

    NightWatch answered() {
        return new NightWatch(sinceMillis, nextMillis, failingSinceMillis, totalsAtStart, true);
    }
}
