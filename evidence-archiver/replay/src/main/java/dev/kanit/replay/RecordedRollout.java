package dev.kanit.replay;

import dev.kanit.ledger.LogId;
import dev.kanit.ledger.bundle.BundleContent;
import dev.kanit.ledger.segment.Entry;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * What evidence holds of one rollout.
 *
 * @param rolloutId its id
 * @param topics its records by topic; a topic without records may be missing
 * @param schemas what they were written with, by the ids that stand in them
 */
public record RecordedRollout(
        String rolloutId, Map<String, TopicRecords> topics, Map<Integer, Schema> schemas) {

    /**
     * One topic's records of the rollout.
     *
     * @param partition that they all lie in
     * @param records by ascending offset
     */
    public record TopicRecords(int partition, List<Entry.Kept> records) {

        public TopicRecords {
            if (partition < 0) {
                throw new IllegalArgumentException("partition: " + partition + " (expected: >= 0)");
            }
            records = List.copyOf(records);
            for (int index = 1; index < records.size(); index++) {
                if (records.get(index).offset() <= records.get(index - 1).offset()) {
                    throw new IllegalArgumentException(
                            "offset: %d after %d (expected: ascending)"
                                    .formatted(
                                            records.get(index).offset(),
                                            records.get(index - 1).offset()));
                }
            }
        }
    }

    /**
     * The rollout in a verified bundle.
     *
     * @param rolloutId that the bundle was verified to be of
     * @throws IOException when the bundle has changed since, or a schema in it is none
     */
    public static RecordedRollout of(String rolloutId, BundleContent content) throws IOException {
        Map<Integer, Schema> schemas = new HashMap<>();
        for (Map.Entry<Integer, String> schema : content.schemas().entrySet()) {
            try {
                schemas.put(schema.getKey(), new Schema.Parser().parse(schema.getValue()));
            } catch (SchemaParseException unreadable) {
                throw new IOException(
                        "schemas/" + schema.getKey() + ".avsc: " + unreadable.getMessage(),
                        unreadable);
            }
        }
        Map<String, TopicRecords> topics = new HashMap<>();
        for (Map.Entry<String, LogId> log : content.logs().entrySet()) {
            topics.put(
                    log.getKey(),
                    new TopicRecords(log.getValue().partition(), content.records(log.getKey())));
        }
        return new RecordedRollout(rolloutId, topics, schemas);
    }

    public RecordedRollout {
        topics = Map.copyOf(topics);
        schemas = Map.copyOf(schemas);
    }

    /** The records of {@code topic}; none when the rollout has none there. */
    public TopicRecords of(String topic) {
        return topics.getOrDefault(topic, new TopicRecords(0, List.of()));
    }
}
