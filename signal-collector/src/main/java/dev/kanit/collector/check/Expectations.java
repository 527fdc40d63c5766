package dev.kanit.collector.check;

import dev.kanit.codec.check.Expectation;
import java.util.OptionalDouble;

/** Whether a text is as expected. */
public final class Expectations {

    /** Steps of a pattern over one text; a pattern that needs more is one that does not end. */
    private static final int MAX_STEPS = 1_000_000;

    private Expectations() {}

    /**
     * Compares. Numbers are compared as numbers where both sides are numbers.
     *
     * @throws IllegalArgumentException when a pattern does not come to an end
     */
    public static boolean holds(Expectation expected, String text) {
        return switch (expected) {
            case Expectation.Present _ -> true;
            case Expectation.Exactly(String value) -> same(value, text);
            case Expectation.Other(String value) -> !same(value, text);
            case Expectation.Matches(var pattern) -> {
                Steps steps = new Steps(text);
                yield pattern.matcher(steps).find();
            }
            case Expectation.Within(var bound) -> number(text).stream().anyMatch(bound::holds);
        };
    }

    /**
     * Whether SQL's NULL or JSON's null is as expected: only where the plan says {@code null}. No
     * value is neither "any text" nor "any other".
     */
    public static boolean holdsForNothing(Expectation expected) {
        return switch (expected) {
            case Expectation.Exactly(String value) -> value.equals("null");
            case Expectation.Present _,
                    Expectation.Other _,
                    Expectation.Matches _,
                    Expectation.Within _ ->
                    false;
        };
    }

    private static boolean same(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        OptionalDouble first = number(one);
        OptionalDouble second = number(other);
        return first.isPresent()
                && second.isPresent()
                && first.getAsDouble() == second.getAsDouble();
    }

    private static OptionalDouble number(String text) {
        try {
            return OptionalDouble.of(Double.parseDouble(text.strip()));
        } catch (NumberFormatException _) {
            return OptionalDouble.empty();
        }
    }

    /** A text that counts how often it is looked at: some patterns would look for ever. */
    private static final class Steps implements CharSequence {

        private final String text;
        private int left = MAX_STEPS;

        Steps(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (left-- == 0) {
                throw new IllegalArgumentException(
                        "the pattern needs over " + MAX_STEPS + " steps");
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
