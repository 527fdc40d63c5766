package dev.kanit.archiver.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A report.
 *
 * @param language of its words, for whoever reads it aloud
 * @param sourcesTitle what the list of sources is called
 */
public record Document(String title, Locale language, String sourcesTitle, List<Block> blocks) {

    public Document {
        blocks = List.copyOf(blocks);
    }

    /** Where its figures came from, each once, in the order of their first mention. */
    List<Source> sources() {
        List<Source> sources = new ArrayList<>();
        for (Block block : blocks) {
            for (Line line : lines(block)) {
                for (Piece piece : line.pieces()) {
                    if (piece instanceof Piece.Fact(_, Source source)
                            && !sources.contains(source)) {
                        sources.add(source);
                    }
                }
            }
        }
        return sources;
    }

    private static List<Line> lines(Block block) {
        return switch (block) {
            case Block.Heading _ -> List.of();
            case Block.Paragraph(Line line) -> List.of(line);
            case Block.Bullets(List<Line> lines) -> lines;
            case Block.Table(_, List<List<Line>> rows) ->
                    rows.stream().flatMap(List::stream).toList();
        };
    }
}
