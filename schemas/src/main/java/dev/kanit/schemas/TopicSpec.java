package dev.kanit.schemas;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.TimestampType;

/**
 * One topic: what it carries and how the broker keeps it. Keys are rollout ids in UTF-8, on the
 * topic of checkpoints the log's origin.
 *
 * @param name topic name
 * @param doc one sentence for people
 * @param cleanup what the broker may remove
 * @param retention how long a record is kept, at least one hour
 * @param maxMessageBytes largest record batch that the broker takes, bytes, &gt; 0
 * @param timestampType whose clock stamps a record: the broker's where arrival is the fact, the
 *     writer's where the record carries event time
 * @param writers who may write; at least one
 * @param records the record class of its values; empty when they are not Avro
 */
public record TopicSpec(
        String name,
        String doc,
        Cleanup cleanup,
        Duration retention,
        int maxMessageBytes,
        TimestampType timestampType,
        Set<TopicWriter> writers,
        List<Class<? extends SpecificRecord>> records) {

    private static final Pattern NAME = Pattern.compile("[a-z]+([.-][a-z]+)*");
    private static final Duration MIN_RETENTION = Duration.ofHours(1);

    /**
     * What the broker may remove. There is no compaction: each record is evidence, not only the
     * newest of its key.
     */
    public enum Cleanup {
        DELETE
    }

    public TopicSpec {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name: " + name + " (expected: " + NAME + ")");
        }
        if (retention.compareTo(MIN_RETENTION) < 0) {
            throw new IllegalArgumentException(
                    "retention: " + retention + " (expected: >= " + MIN_RETENTION + ")");
        }
        if (maxMessageBytes <= 0) {
            throw new IllegalArgumentException(
                    "maxMessageBytes: " + maxMessageBytes + " (expected: > 0)");
        }
        if (timestampType == TimestampType.NO_TIMESTAMP_TYPE) {
            throw new IllegalArgumentException(
                    "timestampType: " + timestampType + " (expected: CreateTime or LogAppendTime)");
        }
        if (writers.isEmpty()) {
            throw new IllegalArgumentException("writers: none (expected: at least one)");
        }
        if (records.size() > 1) {
            throw new IllegalArgumentException("records: " + records + " (expected: at most one)");
        }
        writers = Set.copyOf(writers);
        records = List.copyOf(records);
    }

    /** Topic settings as the broker spells them. */
    public Map<String, String> configs() {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(retention.toMillis()),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(maxMessageBytes),
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                timestampType.toString());
    }

    /** The request that creates this topic. */
    public NewTopic newTopic(int partitions, short replication) {
        return new NewTopic(name, partitions, replication).configs(configs());
    }
}
