package dev.kanit.decision.plan;

import java.util.Optional;

/**
 * A number with its unit, as a plan spells it: {@code 200ms}, {@code 0.5/min}, {@code 10MiB/s},
 * {@code 1%}, {@code 80}.
 *
 * @param value finite
 * @param unit empty for a bare number, which fits counts and ratios only
 */
public record Quantity(double value, Optional<Unit> unit) {

    public Quantity {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value: " + value + " (expected: finite)");
        }
    }

    /** Reads a quantity; empty when {@code text} is none. */
    public static Optional<Quantity> parse(String text) {
        String trimmed = text.strip();
        int end = 0;
        while (end < trimmed.length() && isNumberPart(trimmed, end)) {
            end++;
        }
        if (end == 0) {
            return Optional.empty();
        }
        double value;
        try {
            value = Double.parseDouble(trimmed.substring(0, end));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
        String symbol = trimmed.substring(end).strip();
        if (symbol.isEmpty()) {
            return Optional.of(new Quantity(value, Optional.empty()));
        }
        return Unit.parse(symbol).map(unit -> new Quantity(value, Optional.of(unit)));
    }

    /**
     * This quantity as a value of {@code target}.
     *
     * @return empty when the dimensions differ, or when {@code target} is no count and no ratio and
     *     this is a bare number
     */
    public Optional<Double> in(Unit target) {
        if (unit.isEmpty()) {
            boolean bareFits =
                    target.dimension().equals(Dimension.COUNT)
                            || target.dimension().equals(Dimension.RATIO);
            return bareFits ? Optional.of(value) : Optional.empty();
        }
        Unit own = unit.get();
        return own.dimension().equals(target.dimension())
                ? Optional.of(convert(own, target))
                : Optional.empty();
    }

    private double convert(Unit own, Unit target) {
        // Dividing keeps 200 ms at exactly 200 where the scales are equal, and 1 % at 0.01.
        double factor = own.factorTo(target);
        return factor == 1 ? value : factor < 1 ? value / (1 / factor) : value * factor;
    }

    private static boolean isNumberPart(String text, int index) {
        char c = text.charAt(index);
        return (c >= '0' && c <= '9') || c == '.' || (c == '-' && index == 0);
    }
}
