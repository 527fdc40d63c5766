package dev.kanit.archiver.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Values as people read them: whole numbers from ten up, one decimal below, and one digit where
 * that would show nothing.
 */
final class Shown {

    static final String UNKNOWN = "–";

    private static final BigDecimal TEN = BigDecimal.TEN;
    private static final MathContext ONE_DIGIT = new MathContext(1, RoundingMode.HALF_UP);
    private static final double COARSE_MILLIS = 100;

    private Shown() {}

    /** {@code 142ms}, {@code 0.2%}, {@code 8s}; rates without their unit, which the header says. */
    static String brief(@Nullable Double value, String unit) {
        return unit.startsWith("1/") ? number(value) : withUnit(value, unit);
    }

    /** As {@link #brief}, but {@code 0.1/min}, and from 100 ms up {@code ~140ms}: nearest ten. */
    static String summary(@Nullable Double value, String unit) {
        if (value != null && unit.equals("ms") && value >= COARSE_MILLIS) {
            return "~" + Math.round(value / 10) * 10 + unit;
        }
        return withUnit(value, unit);
    }

    /** With its unit, and not rounded to the nearest ten. */
    static String precise(@Nullable Double value, String unit) {
        return withUnit(value, unit);
    }

    /** {@code baseline+4%}; the plain value when the baseline is zero or unknown. */
    static String againstBaseline(@Nullable Double value, @Nullable Double baseline, String unit) {
        if (value == null || baseline == null || baseline == 0) {
            return summary(value, unit);
        }
        long percent = Math.round((value - baseline) / baseline * 100);
        return "baseline" + (percent < 0 ? "" : "+") + percent + "%";
    }

    private static String withUnit(@Nullable Double value, String unit) {
        if (value == null || !Double.isFinite(value)) {
            return UNKNOWN;
        }
        return switch (unit) {
            case "ratio" -> number(value * 100) + "%";
            case "", "1", "count" -> number(value);
            default -> number(value) + (unit.startsWith("1/") ? unit.substring(1) : unit);
        };
    }

    private static String number(@Nullable Double value) {
        if (value == null || !Double.isFinite(value)) {
            return UNKNOWN;
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        BigDecimal shown =
                exact.setScale(exact.abs().compareTo(TEN) < 0 ? 1 : 0, RoundingMode.HALF_UP);
        if (shown.signum() == 0 && exact.signum() != 0) {
            shown = exact.round(ONE_DIGIT);
        }
        return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
    }
}
