package dev.kanit.collector.source;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in {@code ${NAME}} where a plan leaves an address to the installation.
 *
 * @param values by name; usually the process environment
 */
public record Placeholders(Map<String, String> values) {

    private static final Pattern NAME = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    public Placeholders {
        values = Map.copyOf(values);
    }

    /**
     * The text with all names filled in.
     *
     * @throws IllegalArgumentException when a name has no value; the message holds no value
     */
    public String fill(String text) {
        return NAME.matcher(text).replaceAll(this::value);
    }

    private String value(MatchResult found) {
        String value = values.get(found.group(1));
        if (value == null) {
            throw new IllegalArgumentException(
                    found.group() + " has no value (expected: set in the collector's environment)");
        }
        return Matcher.quoteReplacement(value);
    }
}
