package dev.kanit.replay.backtest;

import dev.kanit.replay.backtest.Truth.Label;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads labels: one rollout a line, {@code rollout,good|bad[,onset]}, where a rollout is an id or
 * the name of a bundle's file, and the onset an ISO-8601 time in UTC. Empty lines and those that
 * begin with {@code #} say nothing; a first line {@code rollout,label,onset} names the columns.
 */
public final class LabelsReader {

    private static final String EXPECTED = "(expected: rollout,good|bad[,onset])";

    private final Map<String, Truth> truths = new HashMap<>();
    private final List<String> errors = new ArrayList<>();

    private LabelsReader() {}

    /** Reads a whole file's text. */
    public static LabelsReading read(String text) {
        LabelsReader reader = new LabelsReader();
        List<String> lines = text.lines().toList();
        for (int index = 0; index < lines.size(); index++) {
            reader.line(index + 1, lines.get(index).strip());
        }
        return reader.errors.isEmpty()
                ? new LabelsReading.Accepted(new Labels(reader.truths))
                : new LabelsReading.Rejected(reader.errors);
    }

    private void line(int number, String line) {
        boolean isHeader = number == 1 && line.replace(" ", "").startsWith("rollout,label");
        if (line.isEmpty() || line.startsWith("#") || isHeader) {
            return;
        }
        String[] fields = line.split(",", -1);
        if (fields.length < 2 || fields.length > 3 || fields[0].isBlank()) {
            errors.add("%d: %s %s".formatted(number, line, EXPECTED));
            return;
        }
        String rollout = fields[0].strip();
        Optional<Label> label = label(fields[1].strip());
        if (label.isEmpty()) {
            errors.add("%d: %s (expected: good or bad)".formatted(number, fields[1].strip()));
            return;
        }
        String onset = fields.length == 3 ? fields[2].strip() : "";
        if (!onset.isEmpty() && label.get() == Label.GOOD) {
            errors.add("%d: %s (expected: no onset of a good release)".formatted(number, onset));
            return;
        }
        try {
            Optional<Instant> at =
                    onset.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(onset));
            if (truths.putIfAbsent(rollout, new Truth(label.get(), at)) != null) {
                errors.add("%d: %s (expected: one label a rollout)".formatted(number, rollout));
            }
        } catch (DateTimeParseException _) {
            errors.add(
                    "%d: %s (expected: a time such as 2026-01-31T12:00:00Z)"
                            .formatted(number, onset));
        }
    }

    private static Optional<Label> label(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "good" -> Optional.of(Label.GOOD);
            case "bad" -> Optional.of(Label.BAD);
            default -> Optional.empty();
        };
    }
}
