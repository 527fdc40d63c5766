package dev.kanit.decision.plan;

import java.util.Optional;

/** How two values are compared. A comparison with NaN never holds. */
public enum Comparator {
    BELOW("<"),
    AT_MOST("<="),
    ABOVE(">"),
    AT_LEAST(">=");

    private final String symbol;

    Comparator(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }

    public boolean holds(double left, double right) {
        return switch (this) {
            case BELOW -> left < right;
            case AT_MOST -> left <= right;
            case ABOVE -> left > right;
            case AT_LEAST -> left >= right;
        };
    }

    /** Whether larger values make this comparison hold. */
    public boolean wantsMore() {
        return this == ABOVE || this == AT_LEAST;
    }

    public static Optional<Comparator> parse(String symbol) {
        for (Comparator comparator : values()) {
            if (comparator.symbol.equals(symbol)) {
                return Optional.of(comparator);
            }
        }
        return Optional.empty();
    }
}
