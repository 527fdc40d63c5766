package dev.kanit.archiver.report;

import java.util.List;

/**
 * What the plan says about reports.
 *
 * @param version the version that was rolled out, for example {@code v1.4.0}
 * @param columns every golden signal, in the plan's order: the one-liner shows them all
 * @param minute names of the signals that the war-room minute shows; empty for all
 */
public record ReportSpec(String version, List<Column> columns, List<String> minute) {

    public ReportSpec {
        if (version.isBlank()) {
            throw new IllegalArgumentException("version: empty (expected: text)");
        }
        columns = List.copyOf(columns);
        minute = List.copyOf(minute);
        for (String signal : minute) {
            if (columns.stream().noneMatch(column -> column.signal().equals(signal))) {
                throw new IllegalArgumentException(
                        "minute: " + signal + " (expected: one of the columns)");
            }
        }
    }

    /** The minute shows every signal. */
    public ReportSpec(String version, List<Column> columns) {
        this(version, columns, List.of());
    }

    /** Columns of the war-room minute, in the order that the plan asks for. */
    List<Column> minuteColumns() {
        return minute.isEmpty()
                ? columns
                : minute.stream()
                        .flatMap(
                                signal ->
                                        columns.stream()
                                                .filter(column -> column.signal().equals(signal)))
                        .toList();
    }
}
