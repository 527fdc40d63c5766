package dev.kanit.decision.plan;

import java.util.List;
import java.util.Optional;

/**
 * A unit of measurement. Values of one dimension convert by the quotient of their scales.
 *
 * @param symbol as plans spell it, for example {@code ms} or {@code 1/min}
 * @param dimension what it measures
 * @param scale size of one unit in seconds, bytes, things, or their quotient; positive
 * @param perSeconds the time that a rate is counted over, in seconds; 0 for a unit that is no rate
 */
public record Unit(String symbol, Dimension dimension, double scale, double perSeconds) {

    public static final Unit RATIO = new Unit("ratio", Dimension.RATIO, 1, 0);
    public static final Unit COUNT = new Unit("count", Dimension.COUNT, 1, 0);

    private static final List<Unit> BASE =
            List.of(
                    RATIO,
                    COUNT,
                    new Unit("%", Dimension.RATIO, 0.01, 0),
                    new Unit("us", Dimension.TIME, 0.000001, 0),
                    new Unit("ms", Dimension.TIME, 0.001, 0),
                    new Unit("s", Dimension.TIME, 1, 0),
                    new Unit("min", Dimension.TIME, 60, 0),
                    new Unit("m", Dimension.TIME, 60, 0),
                    new Unit("h", Dimension.TIME, 3600, 0),
                    new Unit("bytes", Dimension.BYTES, 1, 0),
                    new Unit("B", Dimension.BYTES, 1, 0),
                    new Unit("KiB", Dimension.BYTES, 1024, 0),
                    new Unit("MiB", Dimension.BYTES, 1024.0 * 1024, 0),
                    new Unit("GiB", Dimension.BYTES, 1024.0 * 1024 * 1024, 0),
                    new Unit("KB", Dimension.BYTES, 1000, 0),
                    new Unit("MB", Dimension.BYTES, 1000.0 * 1000, 0),
                    new Unit("GB", Dimension.BYTES, 1000.0 * 1000 * 1000, 0));

    public Unit {
        if (!(scale > 0)) {
            throw new IllegalArgumentException("scale: " + scale + " (expected: > 0)");
        }
    }

    /**
     * Reads a unit.
     *
     * @param symbol {@code ms}, {@code %}, {@code 1/min}, {@code /s}, {@code MiB/s} …
     * @return empty when no such unit exists
     */
    public static Optional<Unit> parse(String symbol) {
        int slash = symbol.indexOf('/');
        if (slash < 0) {
            return named(symbol);
        }
        String numerator = symbol.substring(0, slash).strip();
        String denominator = symbol.substring(slash + 1).strip();
        Optional<Unit> top =
                numerator.isEmpty() || numerator.equals("1")
                        ? Optional.of(COUNT)
                        : named(numerator);
        Optional<Unit> bottom =
                named(denominator).filter(unit -> unit.dimension().equals(Dimension.TIME));
        if (top.isEmpty() || bottom.isEmpty()) {
            return Optional.empty();
        }
        Unit above = top.get();
        Unit below = bottom.get();
        String name = (above.equals(COUNT) ? "1" : above.symbol()) + "/" + below.symbol();
        return Optional.of(
                new Unit(
                        name,
                        above.dimension().perTime(),
                        above.scale() / below.scale(),
                        below.scale()));
    }

    /** This unit's change per second: what a slope over a signal in this unit is measured in. */
    public Unit perSecond() {
        String top = equals(COUNT) || equals(RATIO) ? "1" : symbol;
        return new Unit(top + "/s", dimension.perTime(), scale, 1);
    }

    /** How values of this unit are multiplied to become values of {@code other}. */
    double factorTo(Unit other) {
        return scale / other.scale();
    }

    private static Optional<Unit> named(String symbol) {
        return BASE.stream().filter(unit -> unit.symbol().equals(symbol)).findFirst();
    }
}
