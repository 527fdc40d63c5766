package dev.kanit.collector.source;

import dev.kanit.collector.promql.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ObjDoubleConsumer;

/**
 * Reads the Prometheus text format, version 0.0.4. Time stamps of samples are ignored: what was
 * scraped now counts as of now. A line that cannot be read spoils the whole scrape, as with
 * Prometheus.
 */
final class TextExposition {

    private final String line;
    private int at;

    private TextExposition(String line) {
        this.line = line;
    }

    record Sample(Labels labels, double value) {}

    /**
     * All samples of a scrape.
     *
     * @throws IllegalArgumentException when a line is not of the format, or there are too many
     */
    static List<Sample> read(String text, int maxSamples) {
        List<Sample> samples = new ArrayList<>();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
                .forEach(
                        line -> {
                            if (samples.size() == maxSamples) {
                                throw new IllegalArgumentException(
                                        "samples (expected: <= " + maxSamples + ")");
                            }
                            new TextExposition(line)
                                    .sample(
                                            (labels, value) ->
                                                    samples.add(new Sample(labels, value)));
                        });
        return samples;
    }

    private void sample(ObjDoubleConsumer<Labels> to) {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put(Labels.NAME, name());
        if (at < line.length() && line.charAt(at) == '{') {
            at++;
            labels(labels);
        }
        String[] rest = line.substring(at).strip().split("[ \t]+");
        if (rest.length > 2) {
            throw unreadable();
        }
        to.accept(new Labels(labels), number(rest[0]));
    }

    private void labels(SortedMap<String, String> labels) {
        skipSpace();
        while (next() != '}') {
            String name = name();
            skipSpace();
            expect('=');
            skipSpace();
            labels.put(name, quoted());
            skipSpace();
            if (next() == ',') {
                at++;
                skipSpace();
            }
        }
        at++;
    }

    private String name() {
        int from = at;
        while (at < line.length() && isNamePart(line.charAt(at))) {
            at++;
        }
        if (from == at) {
            throw unreadable();
        }
        return line.substring(from, at);
    }

    private static boolean isNamePart(char c) {
        return c == '_' || c == ':' || (c < 128 && Character.isLetterOrDigit(c));
    }

    private String quoted() {
        expect('"');
        StringBuilder value = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            at++;
            if (c == '\\') {
                char escaped = next();
                at++;
                value.append(escaped == 'n' ? '\n' : escaped);
            } else {
                value.append(c);
            }
        }
        at++;
        return value.toString();
    }

    private double number(String text) {
        try {
            return switch (text) {
                case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
                case "-Inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(text);
            };
        } catch (NumberFormatException e) {
            throw unreadable();
        }
    }

    private void expect(char c) {
        if (next() != c) {
            throw unreadable();
        }
        at++;
    }

    private char next() {
        if (at >= line.length()) {
            throw unreadable();
        }
        return line.charAt(at);
    }

    private void skipSpace() {
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
    }

    private IllegalArgumentException unreadable() {
        String shown = line.length() > 100 ? line.substring(0, 100) + "…" : line;
        return new IllegalArgumentException(
                "line '" + shown + "' (expected: name{label=\"value\"} number)");
    }
}
