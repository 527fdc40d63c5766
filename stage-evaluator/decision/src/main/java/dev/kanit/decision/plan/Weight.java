package dev.kanit.decision.plan;

/**
 * Share of live traffic routed to the canary; the stable version receives the rest.
 *
 * @param percent 0 (no canary traffic) to 100 (fully shifted)
 */
public record Weight(double percent) implements Comparable<Weight> {

    public static final Weight ZERO = new Weight(0);

    public Weight {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("weight: " + percent + " % (expected: 0 to 100 %)");
        }
    }

    @Override
    public int compareTo(Weight other) {
        return Double.compare(percent, other.percent);
    }
}
