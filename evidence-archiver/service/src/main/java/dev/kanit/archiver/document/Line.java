package dev.kanit.archiver.document;

import dev.kanit.archiver.document.Piece.Blank;
import dev.kanit.archiver.document.Piece.Fact;
import dev.kanit.archiver.document.Piece.Words;
import java.util.ArrayList;
import java.util.List;

/** Pieces in a row: a sentence, a cell. */
public record Line(List<Piece> pieces) {

    /** Nothing is known. */
    public static final Line NONE = words("–");

    public Line {
        pieces = List.copyOf(pieces);
    }

    public static Line words(String text) {
        return new Line(List.of(new Words(text)));
    }

    public static Line fact(String text, Source source) {
        return new Line(List.of(new Fact(text, source)));
    }

    public static Line blank(String text) {
        return new Line(List.of(new Blank(text)));
    }

    /** This line and then {@code text}. */
    public Line then(String text) {
        return with(new Words(text));
    }

    /** This line and then a fact. */
    public Line then(String text, Source source) {
        return with(new Fact(text, source));
    }

    /** This line and then {@code other}. */
    public Line then(Line other) {
        List<Piece> all = new ArrayList<>(pieces);
        all.addAll(other.pieces);
        return new Line(all);
    }

    private Line with(Piece piece) {
        List<Piece> all = new ArrayList<>(pieces);
        all.add(piece);
        return new Line(all);
    }
}
