package dev.kanit.codec.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code source:}: where readings come from. */
final class EnvironmentReader {

    private static final Duration EVERY = Duration.ofSeconds(15);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Source FALLBACK = new Source.Push(EVERY);

    private final Speed speed;
    private final Problems problems;

    EnvironmentReader(Speed speed, Problems problems) {
        this.speed = speed;
        this.problems = problems;
    }

    Source source(Optional<Node> section) {
        if (section.isEmpty()) {
            return FALLBACK;
        }
        Block block = Block.of("source", section.get(), problems, "prometheus", "scrape", "push");
        if (block.entries().size() != 1) {
            problems.at(
                    block.node(),
                    block.entries().size() + " sources",
                    "exactly one of prometheus, scrape, push");
            return FALLBACK;
        }
        Map.Entry<String, Node> only = block.entries().entrySet().iterator().next();
        return switch (only.getKey()) {
            case "prometheus" -> {
                Block settings = settings(only, "url", "every", "timeout", "tracks");
                yield new Source.Prometheus(
                        settings.text("url", "a URL such as http://prometheus:9090"),
                        every(settings),
                        timeout(settings),
                        tracks(settings));
            }
            case "scrape" -> {
                Block settings = settings(only, "urls", "every", "timeout", "tracks");
                List<String> urls = urls(settings);
                yield urls.isEmpty()
                        ? FALLBACK
                        : new Source.Scrape(
                                urls, every(settings), timeout(settings), tracks(settings));
            }
            case "push" -> new Source.Push(every(settings(only, "every")));
            default -> FALLBACK;
        };
    }

    private Block settings(Map.Entry<String, Node> entry, String... keys) {
        return Block.of(entry.getKey(), entry.getValue(), problems, keys);
    }

    private Duration every(Block settings) {
        return speed.of(positive(settings, "every", EVERY));
    }

    private Duration timeout(Block settings) {
        // A network does not get faster because a plan is rehearsed: the limit stays.
        return positive(settings, "timeout", TIMEOUT);
    }

    private Duration positive(Block settings, String key, Duration otherwise) {
        Duration value = settings.duration(key, otherwise);
        if (value.isPositive()) {
            return value;
        }
        settings.find(key).ifPresent(node -> problems.at(node, key + ": 0", "above 0"));
        return otherwise;
    }

    private Tracks tracks(Block settings) {
        Tracks usual = Tracks.USUAL;
        return settings.find("tracks")
                .map(
                        node ->
                                Block.of(
                                        "tracks",
                                        node,
                                        problems,
                                        "canary",
                                        "baseline",
                                        "halfA",
                                        "halfB"))
                .map(
                        block ->
                                new Tracks(
                                        track(block, "canary", usual.canary()),
                                        track(block, "baseline", usual.baseline()),
                                        track(block, "halfA", usual.halfA()),
                                        track(block, "halfB", usual.halfB())))
                .orElse(usual);
    }

    private String track(Block block, String key, String otherwise) {
        Optional<ScalarNode> written = block.scalar(key);
        if (written.isPresent() && written.get().getValue().isBlank()) {
            problems.at(written.get(), "tracks." + key + " is empty", "a label's value");
            return otherwise;
        }
        return written.map(ScalarNode::getValue).orElse(otherwise);
    }

    private List<String> urls(Block settings) {
        List<String> urls = new ArrayList<>();
        settings.require("urls", "a list of URLs that expose the Prometheus text format")
                .ifPresent(
                        list -> {
                            for (Node one : settings.list("urls", list)) {
                                if (one instanceof ScalarNode scalar) {
                                    urls.add(scalar.getValue());
                                } else {
                                    problems.at(one, "a URL that is no text", "a URL");
                                }
                            }
                        });
        return urls;
    }
}
