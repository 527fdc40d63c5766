package dev.kanit.archiver.document;

import java.util.List;

/** A part of a report. */
public sealed interface Block {

    record Heading(String text) implements Block {}

    record Paragraph(Line line) implements Block {}

    record Bullets(List<Line> lines) implements Block {
        public Bullets {
            lines = List.copyOf(lines);
        }
    }

    /**
     * @param rows each as long as {@code header}
     */
    record Table(List<String> header, List<List<Line>> rows) implements Block {
        public Table {
            header = List.copyOf(header);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<Line> row : rows) {
                if (row.size() != header.size()) {
                    throw new IllegalArgumentException(
                            "row: %d cells (expected: %d)".formatted(row.size(), header.size()));
                }
            }
        }
    }
}
