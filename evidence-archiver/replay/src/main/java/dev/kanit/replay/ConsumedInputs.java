package dev.kanit.replay;

import dev.kanit.codec.run.Codecs;
import dev.kanit.ledger.bundle.Consumed;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.wire.InputSpan;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** What a rollout consumed of each topic, as the spans of its decisions say. */
public final class ConsumedInputs {

    private ConsumedInputs() {}

    /**
     * Reads the decisions.
     *
     * @param decisions of one rollout, in their order
     * @param schemas what they were written with, by id
     * @throws MalformedRecordException when one cannot be read
     */
    public static Map<String, Consumed> of(
            List<Entry.Kept> decisions, Map<Integer, Schema> schemas) {
        Codecs codecs = Codecs.offline(schemas);
        Map<String, Consumed> consumed = new TreeMap<>();
        for (Entry.Kept kept : decisions) {
            if (kept.value().isEmpty()) {
                continue;
            }
            for (InputSpan span :
                    codecs.decisions().decode(kept.value().get().toArray()).getInputs()) {
                consumed.merge(
                        span.getTopic(),
                        new Consumed(span.getFirstOffset(), span.getLastOffset()),
                        Consumed::and);
            }
        }
        return consumed;
    }
}
