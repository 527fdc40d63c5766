package dev.kanit.bench.judge.report;

import java.util.List;
import java.util.Locale;

/**
 * Shares that grow over ticks.
 *
 * @param names of the lines, for the legend
 * @param lines per line the share within 0, 1, 2, ... ticks
 */
record StepChart(String title, List<String> names, List<List<Double>> lines) {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 480;
    private static final int LEFT = 64;
    private static final int RIGHT = 650;
    private static final int TOP = 64;
    private static final int BOTTOM = 420;
    private static final double THICK = 3.5;
    private static final double THIN = 2;

    String svg() {
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        int ticks = lines.getFirst().size() - 1;
        for (int percent = 0; percent <= 100; percent += 25) {
            double y = y(percent / 100.0);
            svg.gridLine(LEFT, y, RIGHT, y);
            svg.text(LEFT - 8, y + 4, percent + " %", Svg.FAINT, "end", 12);
        }
        for (int tick = 0; tick <= ticks; tick += 10) {
            svg.text(x(tick, ticks), BOTTOM + 20, String.valueOf(tick), Svg.FAINT, "middle", 12);
        }
        svg.text(
                (LEFT + RIGHT) / 2.0,
                BOTTOM + 42,
                "ticks since the regression began",
                Svg.FAINT,
                "middle",
                13);
        for (int line = lines.size() - 1; line >= 0; line--) {
            svg.line(points(lines.get(line), ticks), colour(line), line == 0 ? THICK : THIN);
        }
        for (int line = 0; line < names.size(); line++) {
            double y = TOP + 12 + line * 40;
            svg.box(RIGHT + 28, y - 6, 18, line == 0 ? 4 : 3, colour(line));
            String[] words = names.get(line).split("\n", 2);
            svg.text(RIGHT + 54, y, words[0], Svg.INK, "start", 13);
            if (words.length > 1) {
                svg.text(RIGHT + 54, y + 15, words[1], Svg.FAINT, "start", 11);
            }
        }
        return svg.close();
    }

    private static String points(List<Double> shares, int ticks) {
        StringBuilder points = new StringBuilder();
        for (int tick = 0; tick < shares.size(); tick++) {
            if (tick > 0) {
                point(points, x(tick, ticks), y(shares.get(tick - 1)));
            }
            point(points, x(tick, ticks), y(shares.get(tick)));
        }
        return points.toString().strip();
    }

    private static void point(StringBuilder points, double x, double y) {
        points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
    }

    private static double x(int tick, int ticks) {
        return LEFT + (RIGHT - LEFT) * (double) tick / ticks;
    }

    private static double y(double share) {
        return BOTTOM - (BOTTOM - TOP) * share;
    }

    private static String colour(int line) {
        return Svg.COLOURS.get(line % Svg.COLOURS.size());
    }
}
