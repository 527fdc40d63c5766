package dev.kanit.schemas.cluster;

import dev.kanit.schemas.TopicSpec;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/** The settings that a topic should have, and which values are good enough. */
final class WantedSettings {

    private static final long FOR_EVER = -1;

    private WantedSettings() {}

    /** Every writer waits for all copies in sync: with one of them it would wait for nothing. */
    static Map<String, String> of(TopicSpec topic, int replication) {
        Map<String, String> settings = new TreeMap<>(topic.configs());
        settings.put(
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                Integer.toString(Math.max(1, replication - 1)));
        return settings;
    }

    /**
     * Whether a value does. Keeping records longer, or taking larger ones, is an installation's
     * choice: to undo it would delete or refuse records.
     */
    static boolean isEnough(String setting, String found, String expected) {
        return switch (setting) {
            case TopicConfig.RETENTION_MS_CONFIG ->
                    number(found) == FOR_EVER || number(found) >= number(expected);
            case TopicConfig.MAX_MESSAGE_BYTES_CONFIG, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG ->
                    number(found) >= number(expected);
            case String _ -> found.equals(expected);
        };
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            return Long.MIN_VALUE;
        }
    }
}
