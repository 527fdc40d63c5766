package dev.kanit.decision.rollout;

import dev.kanit.decision.rule.Verdicts;

/**
 * Since when things have been well, epoch milliseconds, or {@link Phase#NONE}.
 *
 * @param cleanSinceMillis every required reading there, with volume and traffic
 * @param passingSinceMillis every golden signal passing
 * @param thinSinceMillis since when volume, traffic or a baseline has been wanting
 */
public record Steadiness(long cleanSinceMillis, long passingSinceMillis, long thinSinceMillis) {

    static final Steadiness UNKNOWN = new Steadiness(Phase.NONE, Phase.NONE, Phase.NONE);

    Steadiness with(Verdicts verdicts, long atMillis) {
        boolean thin =
                verdicts.noTraffic()
                        || verdicts.lowVolume() != 0
                        || (verdicts.unknown() & ~verdicts.missing()) != 0;
        long clean = since(verdicts.clean(), cleanSinceMillis, atMillis);
        long passing = since(verdicts.allPass(), passingSinceMillis, atMillis);
        long wanting = since(thin, thinSinceMillis, atMillis);
        return clean == cleanSinceMillis
                        && passing == passingSinceMillis
                        && wanting == thinSinceMillis
                ? this
                : new Steadiness(clean, passing, wanting);
    }

    /** Nobody looked for a while: that all was well before proves nothing of now. */
    Steadiness interrupted() {
        return new Steadiness(Phase.NONE, Phase.NONE, thinSinceMillis);
    }

    boolean cleanFor(long millis, long nowMillis) {
        return cleanSinceMillis != Phase.NONE && nowMillis - cleanSinceMillis >= millis;
    }

    boolean passingFor(long millis, long nowMillis) {
        return passingSinceMillis != Phase.NONE && nowMillis - passingSinceMillis >= millis;
    }

    private static long since(boolean holds, long before, long atMillis) {
        return !holds ? Phase.NONE : before == Phase.NONE ? atMillis : before;
    }
}
