package dev.kanit.collector.check;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a check saw. It is bounded once secrets are out of it, and not before: half a secret would
 * not be found.
 *
 * @param text for people; {@link #bounded} cuts it to {@link #MAX_TEXT}
 * @param findings remarks besides, at most {@link #MAX_FINDINGS}; {@link #bounded} cuts each to
 *     {@link #MAX_FINDING}
 * @param artifacts SHA-256 in hex of what was looked at, by name, at most {@link #MAX_FINDINGS}
 */
public record Seen(String text, List<String> findings, SortedMap<String, String> artifacts) {

    public static final int MAX_TEXT = 4_000;
    public static final int MAX_FINDINGS = 32;
    public static final int MAX_FINDING = 500;

    public Seen {
        findings = findings.stream().limit(MAX_FINDINGS).toList();
        SortedMap<String, String> few = new TreeMap<>();
        artifacts.entrySet().stream()
                .limit(MAX_FINDINGS)
                .forEach(entry -> few.put(entry.getKey(), entry.getValue()));
        artifacts = few;
    }

    public static Seen of(String text) {
        return new Seen(text, List.of(), new TreeMap<>());
    }

    public Seen withFindings(List<String> all) {
        return new Seen(text, all, artifacts);
    }

    public Seen withArtifacts(Map<String, String> all) {
        return new Seen(text, findings, new TreeMap<>(all));
    }

    /** The same, short enough for a record. */
    Seen bounded() {
        return new Seen(
                cut(text, MAX_TEXT),
                findings.stream().map(one -> cut(one, MAX_FINDING)).toList(),
                artifacts);
    }

    /** The text, or its beginning and an ellipsis. */
    public static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
