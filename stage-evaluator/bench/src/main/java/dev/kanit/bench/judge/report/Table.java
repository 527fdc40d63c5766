package dev.kanit.bench.judge.report;

import java.util.List;

/** A table of Markdown, row by row. */
final class Table {

    private final StringBuilder markdown = new StringBuilder();

    Table(List<String> head) {
        row(head);
        row(head.stream().map(_ -> "---").toList());
    }

    void row(List<String> cells) {
        markdown.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    @Override
    public String toString() {
        return markdown.toString();
    }
}
