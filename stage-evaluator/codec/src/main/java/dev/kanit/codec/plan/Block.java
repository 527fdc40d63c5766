package dev.kanit.codec.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of the plan file with the keys that it may have. Unknown and duplicate keys are
 * problems as soon as the block is opened; missing and misshapen values when they are asked for.
 */
final class Block {

    /** Where the block stands, for messages: {@code signals.api_p95}. */
    private final String path;

    private final Node node;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Problems problems;

    private Block(String path, Node node, Problems problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
    }

    /** Opens a block whose keys are fixed. */
    static Block of(String path, Node node, Problems problems, String... keys) {
        Block block = named(path, node, problems);
        List<String> known = List.of(keys);
        block.keys()
                .forEach(
                        key -> {
                            if (!known.contains(key.getValue())) {
                                problems.at(
                                        key,
                                        "unknown key '" + key.getValue() + "' in " + path,
                                        Spelling.oneOf(key.getValue(), known));
                            }
                        });
        return block;
    }

    /** Opens a block whose keys are names that the author chose. */
    static Block named(String path, Node node, Problems problems) {
        Block block = new Block(path, node, problems);
        if (node instanceof MappingNode) {
            for (ScalarNode key : block.keys()) {
                if (block.values.containsKey(key.getValue())) {
                    problems.at(key, "duplicate key '" + key.getValue() + "'", "each key once");
                }
                block.values.put(key.getValue(), block.valueOf(key));
            }
        } else {
            problems.at(node, path + " is no block", "keys and values");
        }
        return block;
    }

    Node node() {
        return node;
    }

    String path() {
        return path;
    }

    Map<String, Node> entries() {
        return values;
    }

    Optional<Node> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    Optional<Node> require(String key, String expected) {
        Optional<Node> found = find(key);
        if (found.isEmpty() && node instanceof MappingNode) {
            problems.at(node, path + " has no '" + key + "'", expected);
        }
        return found;
    }

    Optional<ScalarNode> scalar(String key) {
        return find(key).flatMap(value -> asScalar(key, value));
    }

    /** The text of a required scalar, or a placeholder after a problem was noted. */
    String text(String key, String expected) {
        return require(key, expected)
                .flatMap(value -> asScalar(key, value))
                .map(ScalarNode::getValue)
                .orElse("?");
    }

    String textOr(String key, String otherwise) {
        return scalar(key).map(ScalarNode::getValue).orElse(otherwise);
    }

    Duration duration(String key, Duration otherwise) {
        return scalar(key).flatMap(value -> duration(value, problems)).orElse(otherwise);
    }

    Optional<Duration> requiredDuration(String key) {
        return require(key, "a duration such as 15m")
                .flatMap(value -> asScalar(key, value))
                .flatMap(value -> duration(value, problems));
    }

    long wholeNumber(String key, long otherwise, long least) {
        Optional<ScalarNode> value = scalar(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value.get().getValue());
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Falls through to the problem below, as a number that is too small does.
        }
        problems.at(
                value.get(),
                key + ": '" + value.get().getValue() + "'",
                "a whole number, at least " + least);
        return otherwise;
    }

    boolean flag(String key) {
        Optional<ScalarNode> value = scalar(key);
        if (value.isEmpty() || value.get().getValue().equals("false")) {
            return false;
        }
        if (!value.get().getValue().equals("true")) {
            problems.at(value.get(), key + ": '" + value.get().getValue() + "'", "true or false");
        }
        return true;
    }

    /** The entries of a list; empty after a problem was noted. */
    List<Node> list(String key, Node value) {
        if (value instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problems.at(value, path + "." + key + " is no list", "a list: [first, second]");
        return List.of();
    }

    static Optional<Duration> duration(ScalarNode value, Problems problems) {
        Optional<Duration> parsed = Durations.parse(value.getValue());
        if (parsed.isEmpty()) {
            problems.at(
                    value,
                    "'" + value.getValue() + "' is no duration",
                    "a number with ms, s, m, h or d, such as 15m");
        }
        return parsed;
    }

    private Optional<ScalarNode> asScalar(String key, Node value) {
        if (value instanceof ScalarNode scalar) {
            return Optional.of(scalar);
        }
        problems.at(value, path + "." + key + " is no single value", "a single value");
        return Optional.empty();
    }

    private List<ScalarNode> keys() {
        List<ScalarNode> keys = new ArrayList<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key) {
                    keys.add(key);
                } else {
                    problems.at(entry.getKeyNode(), "a key that is no name", "a name");
                }
            }
        }
        return keys;
    }

    private Node valueOf(ScalarNode key) {
        for (NodeTuple entry : ((MappingNode) node).getValue()) {
            if (entry.getKeyNode().equals(key)) {
                return entry.getValueNode();
            }
        }
        return key;
    }
}
