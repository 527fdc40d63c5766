package dev.kanit.codec.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.leaf.PayloadDigest;
import dev.kanit.ledger.leaf.ProducerChain;
import dev.kanit.schemas.CloudEventHeaders;
import java.time.Instant;

/**
 * The headers of a producer's records: numbered per rollout, each tied to the one before. A record
 * that is then not written leaves a gap, which shows. Thread-safe.
 */
public final class ProducerHeaders {

    private final String source;
    private final ProducerChain chain = new ProducerChain();
    private final PayloadDigest digest = new PayloadDigest();

    /**
     * @param source who writes; must differ from start to start, since numbers begin again
     */
    public ProducerHeaders(String source) {
        this.source = source;
    }

    /** The number that the rollout's next record will have. */
    public synchronized long upcoming(String rolloutId) {
        return chain.next(rolloutId).sequence();
    }

    /**
     * The headers of the rollout's next record, which has nothing but them, its key and its value.
     *
     * @param id unique per source
     * @param type CloudEvents type
     */
    public synchronized CloudEventHeaders next(
            String rolloutId, byte[] value, String id, String type, Instant time) {
        ProducerChain.Place place = chain.next(rolloutId);
        CloudEventHeaders event =
                new CloudEventHeaders(
                        id, type, source, time, place.sequence(), place.previous(), "");
        digest.begin(rolloutId.getBytes(UTF_8), value);
        event.forEach(digest::header);
        chain.made(rolloutId, digest);
        return event;
    }
}
