package dev.kanit.codec.plan;

import dev.kanit.codec.check.Bound;
import dev.kanit.codec.check.Expectation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The settings of one kind of check; what is wrong with a value is noted when it is asked for. */
final class CheckBlock {

    private static final int MAX_TEXT = 8_192;
    private static final int MAX_ENTRIES = 32;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private final Block block;
    private final Problems problems;
    private final ExpectationReader expectations;

    private CheckBlock(Block block, Problems problems) {
        this.block = block;
        this.problems = problems;
        this.expectations = new ExpectationReader(problems);
    }

    static CheckBlock of(String word, Node node, Problems problems, String... keys) {
        return new CheckBlock(Block.of(word, node, problems, keys), problems);
    }

    Block plain() {
        return block;
    }

    /** A required text that is not empty. */
    String text(String key, String expected) {
        String text = block.text(key, expected);
        if (text.isBlank() || text.length() > MAX_TEXT) {
            block.find(key)
                    .ifPresent(
                            node ->
                                    problems.at(
                                            node,
                                            key + " of " + text.length() + " characters",
                                            expected));
            return "?";
        }
        return text.strip();
    }

    /** An address with one of the schemes, or one that begins with a variable. */
    String url(String key, String... schemes) {
        String url = text(key, "a URL such as " + schemes[0] + "://…");
        boolean known = url.startsWith("${") || url.equals("?");
        for (String scheme : schemes) {
            known |= url.startsWith(scheme + "://");
        }
        if (!known) {
            block.find(key)
                    .ifPresent(
                            node ->
                                    problems.at(
                                            node,
                                            key + ": '" + url + "'",
                                            String.join(", ", schemes) + ", or ${NAME}/…"));
        }
        return url;
    }

    Optional<String> urlIfAny(String key, String... schemes) {
        return block.find(key).isPresent() ? Optional.of(url(key, schemes)) : Optional.empty();
    }

    /** The name in a value that must be one variable and nothing else. */
    String variable(String key) {
        String text = text(key, "one variable, such as ${DATABASE_URL}");
        Matcher variable = VARIABLE.matcher(text);
        if (variable.matches()) {
            return variable.group(1);
        }
        block.find(key)
                .ifPresent(
                        node ->
                                problems.at(
                                        node,
                                        key + " is no variable",
                                        "one variable that the operator opened, such as"
                                                + " ${DATABASE_URL}"));
        return "?";
    }

    Optional<Bound> duration(String key) {
        return block.scalar(key).flatMap(expectations::duration);
    }

    Optional<Bound> number(String key) {
        return block.scalar(key).flatMap(expectations::number);
    }

    Optional<Bound> requiredNumber(String key, String example) {
        return block.require(key, example).flatMap(_ -> number(key));
    }

    Optional<Expectation> expectation(String key) {
        return block.scalar(key).flatMap(expectations::text);
    }

    /** Expectations by name; names are checked by {@code name}. */
    SortedMap<String, Expectation> expectations(String key, Pattern name, String names) {
        SortedMap<String, Expectation> read = new TreeMap<>();
        entries(key)
                .forEach(
                        (written, node) -> {
                            if (!name.matcher(written).matches()) {
                                problems.at(node, "'" + written + "' in " + key, names);
                            } else if (node instanceof ScalarNode scalar) {
                                expectations.text(scalar).ifPresent(one -> read.put(written, one));
                            } else {
                                problems.at(node, written + " is no single value", "a text");
                            }
                        });
        return read;
    }

    /** The entries of an inner block, at most {@value #MAX_ENTRIES}. */
    SortedMap<String, Node> entries(String key) {
        Optional<Node> section = block.find(key);
        if (section.isEmpty()) {
            return new TreeMap<>();
        }
        SortedMap<String, Node> entries =
                new TreeMap<>(Block.named(key, section.get(), problems).entries());
        if (entries.size() > MAX_ENTRIES) {
            problems.at(section.get(), entries.size() + " entries", "at most " + MAX_ENTRIES);
        }
        return entries;
    }

    /** A list of texts, or one text alone; empty without the key. */
    List<ScalarNode> texts(String key) {
        Optional<Node> value = block.find(key);
        if (value.isEmpty()) {
            return List.of();
        }
        if (value.get() instanceof ScalarNode one) {
            return List.of(one);
        }
        List<ScalarNode> texts = new ArrayList<>();
        for (Node one : block.list(key, value.get())) {
            if (one instanceof ScalarNode scalar) {
                texts.add(scalar);
            } else {
                problems.at(one, "no single value", "a text");
            }
        }
        if (texts.isEmpty() || texts.size() > MAX_ENTRIES) {
            problems.at(value.get(), texts.size() + " entries", "1 to " + MAX_ENTRIES);
        }
        return texts;
    }

    /** A whole number between two others, both included. */
    int number(String key, int otherwise, int least, int most) {
        long number = block.wholeNumber(key, otherwise, least);
        if (number <= most) {
            return (int) number;
        }
        block.find(key)
                .ifPresent(node -> problems.at(node, key + ": " + number, "at most " + most));
        return otherwise;
    }
}
