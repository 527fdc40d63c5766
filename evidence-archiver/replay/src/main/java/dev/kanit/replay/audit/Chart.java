package dev.kanit.replay.audit;

import dev.kanit.replay.audit.SignalSeries.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/** A signal as a small chart: canary, baseline and, when it is a number, the limit. */
final class Chart {

    private static final int WIDTH = 280;
    private static final int HEIGHT = 64;
    private static final int MARGIN = 4;

    /** More points than this cannot be told apart. */
    private static final int MAX_POINTS = 400;

    private static final Pattern NUMBER =
            Pattern.compile("^[<>]=? *([0-9.]+(?:[eE]-?[0-9]+)?) *(.*)$");

    private final SignalSeries series;
    private final List<Point> points;
    private final OptionalDouble limit;
    private final double low;
    private final double high;

    private Chart(SignalSeries series) {
        this.series = series;
        this.points = thinned(series.points());
        this.limit = limit(series);
        double[] values =
                points.stream()
                        .flatMapToDouble(point -> DoubleStream.of(point.canary(), point.baseline()))
                        .filter(Double::isFinite)
                        .toArray();
        double bottom = DoubleStream.of(values).min().orElse(0);
        double top = DoubleStream.of(values).max().orElse(1);
        this.low = Math.min(0, Math.min(bottom, limit.orElse(bottom)));
        this.high = Math.max(Math.max(top, limit.orElse(top)), low + Double.MIN_NORMAL) * 1.05;
    }

    /** The chart as SVG. */
    static String of(SignalSeries series) {
        return new Chart(series).svg();
    }

    private String svg() {
        StringBuilder svg = new StringBuilder(1_024);
        svg.append(
                "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                        .formatted(WIDTH, HEIGHT, Html.text(series.signal())));
        limit.ifPresent(
                value ->
                        svg.append(
                                "<line class=\"limit\" x1=\"0\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>"
                                        .formatted(WIDTH, y(value), y(value))));
        line(svg, "baseline", Point::baseline);
        line(svg, "canary", Point::canary);
        return svg.append("</svg>").toString();
    }

    private void line(StringBuilder svg, String kind, ToDoubleFunction<Point> value) {
        StringBuilder path = new StringBuilder();
        boolean broken = true;
        for (Point point : points) {
            double one = value.applyAsDouble(point);
            if (Double.isFinite(one)) {
                path.append(broken ? 'M' : 'L').append(x(point)).append(' ').append(y(one));
            }
            broken = !Double.isFinite(one);
        }
        if (!path.isEmpty()) {
            svg.append("<path class=\"%s\" d=\"%s\"/>".formatted(kind, path));
        }
    }

    private String x(Point point) {
        long first = points.getFirst().atMillis();
        long span = Math.max(1, points.getLast().atMillis() - first);
        return shown((double) (point.atMillis() - first) / span * WIDTH);
    }

    private String y(double value) {
        double part = (value - low) / (high - low);
        return shown(HEIGHT - MARGIN - part * (HEIGHT - 2 * MARGIN));
    }

    private static String shown(double coordinate) {
        return String.format(Locale.ROOT, "%.1f", coordinate);
    }

    /** In the signal's unit; empty when the limit is said in another one, or is no number. */
    private static OptionalDouble limit(SignalSeries series) {
        Matcher words = NUMBER.matcher(series.limit());
        if (!words.matches()) {
            return OptionalDouble.empty();
        }
        double number = Double.parseDouble(words.group(1));
        String unit = words.group(2);
        if (unit.equals("%") && series.unit().equals("ratio")) {
            return OptionalDouble.of(number / 100);
        }
        boolean isSame =
                unit.isEmpty() || unit.equals(series.unit()) || ("1" + unit).equals(series.unit());
        return isSame ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    /** Of each run of points the one with the highest value: thinning must not hide a peak. */
    private static List<Point> thinned(List<Point> points) {
        int step = Math.max(1, Math.ceilDiv(points.size(), MAX_POINTS));
        List<Point> kept = new ArrayList<>();
        for (int from = 0; from < points.size(); from += step) {
            kept.add(
                    Collections.max(
                            points.subList(from, Math.min(from + step, points.size())),
                            Comparator.comparingDouble(
                                    point ->
                                            Double.isNaN(point.canary())
                                                    ? Double.NEGATIVE_INFINITY
                                                    : point.canary())));
        }
        return kept;
    }
}
