package dev.kanit.bench.judge.report;

import java.util.List;
import java.util.Locale;

/** A drawing, element by element, readable on light and dark pages. */
final class Svg {

    /** Told apart by people with colour-blindness too (Okabe and Ito 2008). */
    static final List<String> COLOURS =
            List.of(
                    "#0072B2", "#D55E00", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#666666",
                    "#8B5A2B", "#7E57C2", "#9E9D24");

    static final String INK = "#1F2933";
    static final String FAINT = "#52606D";
    private static final String GRID = "#D9E0E6";

    private final StringBuilder svg = new StringBuilder();

    Svg(int width, int height, String title) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                                + " width=\"%d\" height=\"%d\" role=\"img\""
                                + " font-family=\"Helvetica, Arial, sans-serif\">%n",
                        width,
                        height,
                        width,
                        height));
        svg.append("<title>").append(escaped(title)).append("</title>\n");
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#FFFFFF\"/>\n");
        text(24, 32, title, INK, "start", 17);
    }

    void text(double x, double y, String words, String colour, String anchor, int size) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\" text-anchor=\"%s\""
                                + " font-size=\"%d\">%s</text>%n",
                        x,
                        y,
                        colour,
                        anchor,
                        size,
                        escaped(words)));
    }

    void gridLine(double x1, double y1, double x2, double y2) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
                        x1,
                        y1,
                        x2,
                        y2,
                        GRID));
    }

    void box(double x, double y, double width, double height, String colour) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
                        x,
                        y,
                        width,
                        height,
                        colour));
    }

    /** A line through points, given as "x,y x,y". */
    void line(String points, String colour, double width) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\""
                                + " stroke-width=\"%.1f\" stroke-linejoin=\"round\"/>%n",
                        points,
                        colour,
                        width));
    }

    /** The whole document. */
    String close() {
        return svg + "</svg>\n";
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
