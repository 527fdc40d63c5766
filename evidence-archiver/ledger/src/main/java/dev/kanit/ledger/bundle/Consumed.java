package dev.kanit.ledger.bundle;

/**
 * Which part of a topic a rollout consumed, as its decisions say. Records under its id before the
 * first one were refused, and those without a value mean nothing.
 *
 * @param firstOffset of the first record, &gt;= 0
 * @param lastOffset of the last record, &gt;= firstOffset
 */
public record Consumed(long firstOffset, long lastOffset) {

    public Consumed {
        if (firstOffset < 0 || lastOffset < firstOffset) {
            throw new IllegalArgumentException(
                    "consumed: %d to %d (expected: 0 <= first <= last)"
                            .formatted(firstOffset, lastOffset));
        }
    }

    /** Both, and what lies between. */
    public Consumed and(Consumed other) {
        return new Consumed(
                Math.min(firstOffset, other.firstOffset), Math.max(lastOffset, other.lastOffset));
    }
}
