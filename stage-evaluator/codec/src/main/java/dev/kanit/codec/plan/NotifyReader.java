package dev.kanit.codec.plan;

import dev.kanit.codec.plan.NotificationPlan.Level;
import dev.kanit.codec.plan.NotificationPlan.Loudness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code notify:}. A plan that tells of rollouts tells of every hold and every rollback. */
final class NotifyReader {

    private final Speed speed;
    private final Problems problems;

    NotifyReader(Speed speed, Problems problems) {
        this.speed = speed;
        this.problems = problems;
    }

    /** The plan's notifications; empty when the block is absent or a problem was noted. */
    Optional<NotificationPlan> read(Optional<Node> section) {
        return section.flatMap(this::block);
    }

    private Optional<NotificationPlan> block(Node section) {
        Block block = Block.of("notify", section, problems, "channels", "routes", "escalate");
        SortedMap<String, NotificationChannel> channels =
                new ChannelsReader(speed, problems)
                        .read(block.require("channels", "name: {slack: {url: \"${NAME}\"}}"));
        // Names are checked against what the author wrote: a channel with a problem is known.
        Set<String> written =
                block.find("channels")
                        .map(node -> Block.named("channels", node, new Problems()).entries())
                        .map(Map::keySet)
                        .orElse(Set.of());
        Set<String> told = new HashSet<>();
        Map<Loudness, List<String>> routes = new EnumMap<>(Loudness.class);
        block.require("routes", "- {severity: critical, to: [name]}")
                .ifPresent(
                        list -> {
                            for (Node one : block.list("routes", list)) {
                                route(one, written, told, routes);
                            }
                        });
        List<Level> levels = new ArrayList<>();
        block.find("escalate")
                .ifPresent(
                        list -> {
                            for (Node one : block.list("escalate", list)) {
                                level(one, written, told, levels);
                            }
                        });
        requireTold(block, told, written);
        if (problems.any()) {
            return Optional.empty();
        }
        for (Loudness loudness : List.of(Loudness.WARNING, Loudness.CRITICAL)) {
            requireHeard(block, loudness, channels, routes);
        }
        return problems.any()
                ? Optional.empty()
                : Optional.of(new NotificationPlan(channels, routes, levels));
    }

    private void route(
            Node node, Set<String> known, Set<String> told, Map<Loudness, List<String>> routes) {
        Block block = Block.of("notify.routes", node, problems, "severity", "to");
        Optional<Loudness> severity =
                block.require("severity", "info, warning or critical").flatMap(this::loudness);
        List<String> to = names(block, known, told);
        severity.filter(it -> routes.putIfAbsent(it, to) != null)
                .ifPresent(
                        it ->
                                problems.at(
                                        node,
                                        "a second route of " + spelled(it),
                                        "one route for each severity"));
    }

    private void level(Node node, Set<String> known, Set<String> told, List<Level> levels) {
        Block block =
                Block.of("notify.escalate", node, problems, "level", "after", "severity", "to");
        int number = levels.size() + 1;
        block.require("level", "the level's number")
                .ifPresent(
                        written -> {
                            if (number > NotificationPlan.MAX_LEVELS
                                    || !isText(written, Integer.toString(number))) {
                                problems.at(
                                        written,
                                        "a level out of order",
                                        "levels 1, 2 and 3, each once and in order");
                            }
                        });
        Optional<Duration> after = block.requiredDuration("after");
        after.filter(it -> number == 1 ? !it.isZero() : isEarly(it, levels))
                .ifPresent(
                        _ ->
                                problems.at(
                                        block.find("after").orElse(node),
                                        "'after' of level " + number,
                                        number == 1 ? "0s" : "more than that of the level before"));
        Loudness from = block.find("severity").flatMap(this::loudness).orElse(Loudness.CRITICAL);
        List<String> to = names(block, known, told);
        if (number <= NotificationPlan.MAX_LEVELS) {
            levels.add(new Level(number, speed.of(after.orElse(Duration.ZERO)), from, to));
        }
    }

    private boolean isEarly(Duration after, List<Level> levels) {
        return speed.of(after).compareTo(levels.getLast().after()) <= 0;
    }

    private List<String> names(Block block, Set<String> known, Set<String> told) {
        List<String> names = new ArrayList<>();
        block.require("to", "names of channels")
                .ifPresent(
                        list -> {
                            List<Node> all = block.list("to", list);
                            if (all.isEmpty()) {
                                problems.at(list, "nobody is told", "at least one channel");
                            }
                            for (Node one : all) {
                                name(one, known, names);
                            }
                        });
        told.addAll(names);
        return names;
    }

    private void name(Node node, Set<String> known, List<String> names) {
        String name = node instanceof ScalarNode scalar ? scalar.getValue() : "?";
        if (!known.contains(name)) {
            problems.at(node, "unknown channel '" + name + "'", Spelling.oneOf(name, known));
        } else if (names.contains(name)) {
            problems.at(node, "channel '" + name + "' twice", "each channel once");
        } else {
            names.add(name);
        }
    }

    private void requireTold(Block block, Set<String> told, Set<String> written) {
        for (String name : written) {
            if (!told.contains(name)) {
                problems.at(
                        block.find("channels").orElse(block.node()),
                        "channel '" + name + "' is never told",
                        "a route or a level that names it");
            }
        }
    }

    /** Conformance 27: no hold and no rollback is silent; the public is not on call. */
    private void requireHeard(
            Block block,
            Loudness loudness,
            SortedMap<String, NotificationChannel> channels,
            Map<Loudness, List<String>> routes) {
        boolean isHeard =
                routes.getOrDefault(loudness, List.of()).stream()
                        .anyMatch(
                                name ->
                                        !(channels.get(name)
                                                instanceof NotificationChannel.StatusPage));
        if (!isHeard) {
            problems.at(
                    block.find("routes").orElse(block.node()),
                    "nobody on call hears of " + spelled(loudness),
                    "a route of " + spelled(loudness) + " to a channel that is no status page");
        }
    }

    private Optional<Loudness> loudness(Node node) {
        for (Loudness loudness : Loudness.values()) {
            if (isText(node, spelled(loudness))) {
                return Optional.of(loudness);
            }
        }
        problems.at(node, "unknown severity", "info, warning or critical");
        return Optional.empty();
    }

    private static boolean isText(Node node, String text) {
        return node instanceof ScalarNode scalar && scalar.getValue().equals(text);
    }

    private static String spelled(Loudness loudness) {
        return loudness.name().toLowerCase(Locale.ROOT);
    }
}
