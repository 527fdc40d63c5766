package dev.kanit.replay;

import dev.kanit.ledger.segment.Entry;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

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

    public RecordedRollout {
        topics = Map.copyOf(topics);
        schemas = Map.copyOf(schemas);
    }

    /** The records of {@code topic}; none when the rollout has none there. */
    public TopicRecords of(String topic) {
        return topics.getOrDefault(topic, new TopicRecords(0, List.of()));
    }
}
