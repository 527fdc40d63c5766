package dev.kanit.decision.explain;

import dev.kanit.decision.plan.Dimension;
import dev.kanit.decision.plan.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as people read them; the same in every locale. */
public final class Show {

    private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);
    private static final int SECOND = 1_000;
    private static final int MINUTE = 60 * SECOND;
    private static final int HOUR = 60 * MINUTE;

    private Show() {}

    /** Up to four significant digits, no exponent; {@code unknown} for NaN. */
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "unknown";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "infinite" : "-infinite";
        }
        BigDecimal rounded = new BigDecimal(value).round(FOUR_DIGITS).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    /** With its unit: {@code 142ms}, {@code 0.2%}, {@code 0.5/min}, {@code 81}. */
    public static String value(double value, Unit unit) {
        if (Double.isNaN(value)) {
            return "unknown";
        }
        if (unit.equals(Unit.RATIO)) {
            return number(value * 100) + "%";
        }
        if (unit.dimension().equals(Dimension.COUNT)) {
            return number(value);
        }
        String symbol = unit.symbol();
        return number(value) + (symbol.startsWith("1/") ? symbol.substring(1) : symbol);
    }

    /** The largest unit that leaves no fraction: {@code 5m}, {@code 90s}, {@code 250ms}. */
    public static String duration(long millis) {
        if (millis == 0) {
            return "0s";
        }
        if (millis % HOUR == 0) {
            return millis / HOUR + "h";
        }
        if (millis % MINUTE == 0) {
            return millis / MINUTE + "m";
        }
        return millis % SECOND == 0 ? millis / SECOND + "s" : millis + "ms";
    }
}
