package dev.kanit.codec.plan;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who is told of a rollout's alerts, and when.
 *
 * @param channels by their names in the plan, at most {@value #MAX_CHANNELS}
 * @param routes names of the channels that hear of each severity at once, in order
 * @param levels whom else an alert reaches, and when; by rising number, at most {@value
 *     #MAX_LEVELS}
 */
public record NotificationPlan(
        SortedMap<String, NotificationChannel> channels,
        Map<Loudness, List<String>> routes,
        List<Level> levels) {

    public static final int MAX_CHANNELS = 32;
    public static final int MAX_LEVELS = 3;

    /** How loud an alert is; later ones are louder. */
    public enum Loudness {
        INFO,
        WARNING,
        CRITICAL
    }

    /**
     * One level of the escalation.
     *
     * @param number 1 to {@value NotificationPlan#MAX_LEVELS}
     * @param after how long the matter has been open without an acknowledgement, &gt;= 0
     * @param from the quietest alert that reaches this level
     * @param to names of channels, in order
     */
    public record Level(int number, Duration after, Loudness from, List<String> to) {
        public Level {
            if (number < 1 || number > MAX_LEVELS) {
                throw new IllegalArgumentException(
                        "level: " + number + " (expected: 1 to " + MAX_LEVELS + ")");
            }
            if (after.isNegative()) {
                throw new IllegalArgumentException("after: " + after + " (expected: >= 0)");
            }
            to = List.copyOf(to);
        }
    }

    public NotificationPlan {
        if (channels.size() > MAX_CHANNELS) {
            throw new IllegalArgumentException(
                    "channels: " + channels.size() + " (expected: <= " + MAX_CHANNELS + ")");
        }
        channels = Collections.unmodifiableSortedMap(new TreeMap<>(channels));
        Map<Loudness, List<String>> copied = new EnumMap<>(Loudness.class);
        for (Loudness loudness : Loudness.values()) {
            copied.put(loudness, List.copyOf(routes.getOrDefault(loudness, List.of())));
        }
        routes = Collections.unmodifiableMap(copied);
        levels = List.copyOf(levels);
        for (List<String> to : routes.values()) {
            requireKnown(channels, to);
        }
        for (Level level : levels) {
            requireKnown(channels, level.to());
        }
    }

    /** Channels that hear of {@code loudness} at once. */
    public List<String> route(Loudness loudness) {
        return routes.getOrDefault(loudness, List.of());
    }

    /**
     * The channel called {@code name}.
     *
     * @throws IllegalArgumentException when there is none
     */
    public NotificationChannel channel(String name) {
        NotificationChannel channel = channels.get(name);
        if (channel == null) {
            throw new IllegalArgumentException(
                    "channel: '" + name + "' (expected: one of " + channels.keySet() + ")");
        }
        return channel;
    }

    private static void requireKnown(
            SortedMap<String, NotificationChannel> channels, List<String> names) {
        for (String name : names) {
            if (!channels.containsKey(name)) {
                throw new IllegalArgumentException(
                        "channel: '" + name + "' (expected: one of " + channels.keySet() + ")");
            }
        }
    }
}
