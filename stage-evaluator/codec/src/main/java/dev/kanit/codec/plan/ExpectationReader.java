package dev.kanit.codec.plan;

import dev.kanit.codec.check.Bound;
import dev.kanit.codec.check.Expectation;
import dev.kanit.decision.plan.Quantity;
import dev.kanit.decision.plan.Unit;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads what a check expects: bounds on numbers, and what texts must be. */
final class ExpectationReader {

    private static final String TEXTS = "a text, *, ~ pattern, = text, != text, or <= 5";

    private final Problems problems;

    ExpectationReader(Problems problems) {
        this.problems = problems;
    }

    /** {@code <= 500ms}, as milliseconds. */
    Optional<Bound> duration(ScalarNode node) {
        Optional<Bound> bound =
                Bound.Signed.parse(node.getValue())
                        .flatMap(
                                signed ->
                                        Durations.parse(signed.rest())
                                                .map(Duration::toMillis)
                                                .map(
                                                        millis ->
                                                                new Bound(
                                                                        signed.comparison(),
                                                                        millis,
                                                                        node.getValue().strip())));
        return reported(node, bound, "a comparison and a duration, such as <= 500ms");
    }

    /** {@code > 95%}, as a ratio; a bare number is one already. */
    Optional<Bound> number(ScalarNode node) {
        Optional<Bound> bound = Bound.Signed.parse(node.getValue()).flatMap(s -> bound(s, node));
        return reported(node, bound, "a comparison and a number, such as <= 5 or > 95%");
    }

    /** What a text must be. */
    Optional<Expectation> text(ScalarNode node) {
        String text = node.getValue().strip();
        if (text.length() > Expectation.MAX_TEXT) {
            problems.at(node, text.length() + " characters", "at most " + Expectation.MAX_TEXT);
            return Optional.empty();
        }
        if (text.equals("*")) {
            return Optional.of(new Expectation.Present());
        }
        if (text.startsWith("~")) {
            return pattern(node, text.substring(1).strip());
        }
        Optional<Bound.Signed> signed = Bound.Signed.parse(text);
        if (signed.isEmpty()) {
            return text.isEmpty()
                    ? reported(node, Optional.empty(), TEXTS)
                    : Optional.of(new Expectation.Exactly(text));
        }
        Optional<Bound> bound = bound(signed.get(), node);
        return switch (signed.get().comparison()) {
            case EQUAL -> Optional.of(new Expectation.Exactly(signed.get().rest()));
            case NOT_EQUAL -> Optional.of(new Expectation.Other(signed.get().rest()));
            case LESS, AT_MOST, AT_LEAST, MORE ->
                    reported(node, bound.map(Expectation.Within::new), TEXTS);
        };
    }

    private Optional<Expectation> pattern(ScalarNode node, String pattern) {
        try {
            return Optional.of(new Expectation.Matches(Pattern.compile(pattern)));
        } catch (PatternSyntaxException malformed) {
            problems.at(node, "no pattern: " + malformed.getDescription(), "a regular expression");
            return Optional.empty();
        }
    }

    private static Optional<Bound> bound(Bound.Signed signed, ScalarNode node) {
        return Quantity.parse(signed.rest())
                .filter(quantity -> quantity.in(Unit.COUNT).isPresent() || isRatio(quantity))
                .map(
                        quantity ->
                                new Bound(
                                        signed.comparison(),
                                        isRatio(quantity)
                                                ? quantity.in(Unit.RATIO).orElseThrow()
                                                : quantity.value(),
                                        node.getValue().strip()));
    }

    private static boolean isRatio(Quantity quantity) {
        return quantity.unit().isPresent() && quantity.in(Unit.RATIO).isPresent();
    }

    private <T> Optional<T> reported(ScalarNode node, Optional<T> read, String expected) {
        if (read.isEmpty()) {
            problems.at(node, "'" + node.getValue() + "'", expected);
        }
        return read;
    }
}
