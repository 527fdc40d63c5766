package dev.kanit.ledger.leaf;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Numbers a producer's records per rollout, and ties each to the one before by the digest that
 * their leaves carry: whoever reads the leaves sees whether one was left out. Counting begins anew
 * with every start of the producer, whose source must therefore differ from start to start.
 *
 * <p>Not thread-safe: a record's number must be taken and its digest given back under one lock.
 */
public final class ProducerChain {

    /** Rollouts beyond this are forgotten, the ones without news first. */
    public static final int MAX_ROLLOUTS = 100_000;

    /**
     * A record's place.
     *
     * @param sequence from 1
     * @param previous digest of the record before it, 64 hex digits; empty for the first
     */
    public record Place(long sequence, String previous) {}

    private final Map<String, Place> next =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Place> eldest) {
                    return size() > MAX_ROLLOUTS;
                }
            };

    /** The place that the rollout's next record has. */
    public Place next(String rollout) {
        return next.getOrDefault(rollout, new Place(1, ""));
    }

    /** The record that had the next place is made. */
    public void made(String rollout, PayloadDigest record) {
        Place place = next(rollout);
        next.put(
                rollout,
                new Place(place.sequence() + 1, HexFormat.of().formatHex(record.finish())));
    }
}
