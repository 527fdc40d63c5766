package dev.kanit.codec.check;

import java.util.regex.Pattern;

/** What a text must be: a header's value, a value out of JSON, a command's output. */
public sealed interface Expectation {

    int MAX_TEXT = 500;

    /** As the plan spells it. */
    String text();

    /** Any text, as long as it is there: {@code *}. */
    record Present() implements Expectation {
        @Override
        public String text() {
            return "*";
        }
    }

    /** Exactly this text: {@code nosniff}, or {@code = 5} where it begins like a comparison. */
    record Exactly(String value) implements Expectation {
        @Override
        public String text() {
            return value;
        }
    }

    /** Any other text: {@code != pending}. */
    record Other(String value) implements Expectation {
        @Override
        public String text() {
            return "!= " + value;
        }
    }

    /** A text in which the pattern is found: {@code ~ max-age=\d{8}}. */
    record Matches(Pattern pattern) implements Expectation {
        @Override
        public String text() {
            return "~ " + pattern.pattern();
        }
    }

    /** A number within a bound: {@code <= 30}. */
    record Within(Bound bound) implements Expectation {
        @Override
        public String text() {
            return bound.text();
        }
    }
}
