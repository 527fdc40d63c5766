package dev.kanit.collector.check;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts {@code ${NAME}} in the place of a variable's value, wherever it appears: servers and drivers
 * repeat what they were sent.
 */
public final class Redaction {

    /** Shorter values are found in ordinary words, and are no secrets. */
    private static final int SHORTEST = 4;

    private final List<Map.Entry<String, String>> longestFirst;

    /**
     * A redaction of these values.
     *
     * @param values by the variable's name
     */
    public Redaction(Map<String, String> values) {
        longestFirst =
                values.entrySet().stream()
                        .filter(entry -> entry.getValue().length() >= SHORTEST)
                        .sorted(
                                Comparator.comparingInt(
                                                (Map.Entry<String, String> entry) ->
                                                        entry.getValue().length())
                                        .reversed())
                        .toList();
    }

    public String of(String text) {
        String clean = text;
        for (Map.Entry<String, String> entry : longestFirst) {
            clean = clean.replace(entry.getValue(), "${" + entry.getKey() + "}");
        }
        return clean;
    }

    public Seen of(Seen seen) {
        SortedMap<String, String> artifacts = new TreeMap<>();
        seen.artifacts().forEach((name, digest) -> artifacts.put(of(name), digest));
        return new Seen(of(seen.text()), seen.findings().stream().map(this::of).toList(), artifacts)
                .bounded();
    }

    /** The beginning of a text without secrets; taken out first, since half of one is not found. */
    public String cut(String text, int longest) {
        return Seen.cut(of(text), longest);
    }
}
