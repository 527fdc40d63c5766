package dev.kanit.bench.judge.trace;

/**
 * A kind of rollout.
 *
 * @param expected what a good judge does
 * @param requests of the canary per tick, above 0
 * @param fleet requests of the stable fleet, as a multiple of the canary's, above 0
 * @param onset tick of the canary in which it starts, 0 to below {@link Trace#TICKS}
 */
public record Scenario(
        String name, Expected expected, double requests, double fleet, int onset, Effect effect) {

    /** What a good judge does. */
    public enum Expected {
        /** Nothing is wrong with the canary. */
        NO_ROLLBACK,
        ROLLBACK,
        /** Too little is known to advance, and nothing that speaks for a rollback. */
        WANTING
    }

    /** Ordinary traffic of a canary per tick. */
    public static final double REQUESTS = 600;

    /** Ordinary size of the stable fleet. */
    public static final double FLEET = 9;

    public static final int HALF_TIME = Trace.TICKS / 2;

    public Scenario {
        if (!(requests > 0 && fleet > 0)) {
            throw new IllegalArgumentException(
                    name + ": " + requests + " requests, fleet " + fleet + " (expected: > 0)");
        }
        if (onset < 0 || onset >= Trace.TICKS) {
            throw new IllegalArgumentException("onset: " + onset + " (expected: within the trace)");
        }
    }

    static Scenario of(String name, Expected expected, int onset, Effect effect) {
        return new Scenario(name, expected, REQUESTS, FLEET, onset, effect);
    }

    Scenario with(String suffix, double otherRequests, double otherFleet) {
        return new Scenario(name + suffix, expected, otherRequests, otherFleet, onset, effect);
    }

    /** The canary's share of all requests. */
    public double share() {
        return 1 / (1 + fleet);
    }
}
