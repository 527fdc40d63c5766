package dev.kanit.archiver.document;

/** A part of a sentence or of a cell. */
public sealed interface Piece {

    String text();

    /** Words of the report itself. */
    record Words(String text) implements Piece {}

    /** What records say, and which. */
    record Fact(String text, Source source) implements Piece {}

    /** What a person has to fill in before the report is worth anything. */
    record Blank(String text) implements Piece {}
}
