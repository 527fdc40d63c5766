package dev.kanit.bench.judge.report;

import java.util.List;

/**
 * Shares as bars: a row per judge, in it a bar per set, so that one judge can be read at a glance.
 *
 * @param groups names of the rows
 * @param bars names of the bars within each row
 * @param shares {@code [group][bar]}, 0 to 1
 */
record BarChart(String title, List<String> groups, List<String> bars, List<List<Double>> shares) {

    private static final int WIDTH = 1000;
    private static final int LEFT = 190;
    private static final int TOP = 110;
    private static final int ROW = 84;
    private static final int BAR_HEIGHT = 52;
    private static final int LEGEND_COLUMNS = 5;

    String svg() {
        int height = TOP + groups.size() * ROW + 20;
        Svg svg = new Svg(WIDTH, height, title);
        legend(svg);
        for (int group = 0; group < groups.size(); group++) {
            row(svg, group);
        }
        return svg.close();
    }

    private void legend(Svg svg) {
        for (int bar = 0; bar < bars.size(); bar++) {
            double x = 24 + bar % LEGEND_COLUMNS * 195;
            double y = 58 + bar / LEGEND_COLUMNS * 20;
            svg.box(x, y - 10, 12, 12, colour(bar));
            svg.text(x + 18, y, bars.get(bar), Svg.FAINT, "start", 13);
        }
    }

    private void row(Svg svg, int group) {
        double bottom = TOP + group * ROW + ROW - 14;
        double slot = (WIDTH - LEFT - 24.0) / bars.size();
        svg.text(24, bottom - BAR_HEIGHT / 2.0 + 5, groups.get(group), Svg.INK, "start", 14);
        svg.gridLine(LEFT, bottom - BAR_HEIGHT, WIDTH - 24, bottom - BAR_HEIGHT);
        svg.gridLine(LEFT, bottom, WIDTH - 24, bottom);
        svg.text(LEFT - 8, bottom - BAR_HEIGHT + 4, "100 %", Svg.FAINT, "end", 11);
        svg.text(LEFT - 8, bottom + 4, "0", Svg.FAINT, "end", 11);
        for (int bar = 0; bar < bars.size(); bar++) {
            double share = shares.get(group).get(bar);
            double tall = Math.max(1, share * BAR_HEIGHT);
            double x = LEFT + bar * slot + slot * 0.15;
            svg.box(x, bottom - tall, slot * 0.4, tall, colour(bar));
            svg.text(x + slot * 0.44, bottom - 3, Percent.short1(share), Svg.FAINT, "start", 11);
        }
    }

    private static String colour(int bar) {
        return Svg.COLOURS.get(bar % Svg.COLOURS.size());
    }
}
