package dev.kanit.decision.plan;

/** The right side of a comparison, in the unit of its left side. */
public sealed interface Limit {

    /**
     * @param baseline the baseline's value; NaN when unknown
     * @return NaN when the limit needs a baseline that is unknown
     */
    double against(double baseline);

    /** Whether the limit moves with the baseline. */
    default boolean needsBaseline() {
        return !(this instanceof Fixed);
    }

    /** A number. */
    record Fixed(double value) implements Limit {
        @Override
        public double against(double baseline) {
            return value;
        }
    }

    /** {@code baseline * factor}, which {@code baseline + 10%} is too. */
    record BaselineTimes(double factor) implements Limit {
        public BaselineTimes {
            if (!(factor > 0)) {
                throw new IllegalArgumentException("factor: " + factor + " (expected: > 0)");
            }
        }

        @Override
        public double against(double baseline) {
            return baseline * factor;
        }
    }

    /** {@code baseline + offset}. */
    record BaselinePlus(double offset) implements Limit {
        @Override
        public double against(double baseline) {
            return baseline + offset;
        }
    }
}
