package dev.kanit.archiver.document;

import java.util.List;

/** A report as Markdown, with footnotes for the sources. */
public final class Markdown {

    private final Document document;
    private final List<Source> sources;
    private final StringBuilder out = new StringBuilder(8 << 10);

    private Markdown(Document document) {
        this.document = document;
        this.sources = document.sources();
    }

    /** The whole text; ends with a line feed. */
    public static String of(Document document) {
        return new Markdown(document).write();
    }

    private String write() {
        out.append("# ").append(escaped(document.title())).append('\n');
        for (Block block : document.blocks()) {
            out.append('\n');
            switch (block) {
                case Block.Heading(String text) ->
                        out.append("## ").append(escaped(text)).append('\n');
                case Block.Paragraph(Line line) -> out.append(text(line)).append('\n');
                case Block.Bullets(List<Line> lines) ->
                        lines.forEach(line -> out.append("- ").append(text(line)).append('\n'));
                case Block.Table table -> table(table);
            }
        }
        if (!sources.isEmpty()) {
            out.append("\n## ").append(escaped(document.sourcesTitle())).append("\n\n");
            for (int index = 0; index < sources.size(); index++) {
                out.append("[^").append(index + 1).append("]: `");
                out.append(sources.get(index)).append("`\n");
            }
        }
        return out.toString();
    }

    private void table(Block.Table table) {
        out.append("| ").append(String.join(" | ", table.header())).append(" |\n");
        out.append("|").repeat("---|", table.header().size()).append('\n');
        for (List<Line> row : table.rows()) {
            out.append("| ");
            out.append(String.join(" | ", row.stream().map(this::text).toList()));
            out.append(" |\n");
        }
    }

    private String text(Line line) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : line.pieces()) {
            switch (piece) {
                case Piece.Words(String words) -> text.append(escaped(words));
                case Piece.Fact(String fact, Source source) ->
                        text.append(escaped(fact))
                                .append("[^")
                                .append(sources.indexOf(source) + 1)
                                .append(']');
                case Piece.Blank(String blank) ->
                        text.append("**").append(escaped(blank)).append("**");
            }
        }
        return text.toString();
    }

    /** Records are written by many hands, and none of them may write markup. */
    private static String escaped(String raw) {
        StringBuilder safe = new StringBuilder(raw.length() + 8);
        for (int index = 0; index < raw.length(); index++) {
            char one = raw.charAt(index);
            switch (one) {
                case '\\', '`', '*', '_', '[', ']', '<', '>', '|', '#' ->
                        safe.append('\\').append(one);
                default -> safe.append(one < ' ' ? ' ' : one);
            }
        }
        return safe.toString();
    }
}
