package dev.kanit.codec.check;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A limit that a number is held against.
 *
 * @param comparison which side of the limit passes
 * @param limit finite, in the unit of the value that it is for
 * @param text as the plan spells it, for example {@code <= 500ms}
 */
public record Bound(Comparison comparison, double limit, String text) {

    /** The signs, longer ones first, with blanks around them. */
    static final Pattern SIGNED = Pattern.compile("\\s*(<=|>=|!=|=|<|>)\\s*(\\S.*?)\\s*");

    /** Which numbers pass. */
    public enum Comparison {
        LESS,
        AT_MOST,
        EQUAL,
        NOT_EQUAL,
        AT_LEAST,
        MORE;

        static Comparison of(String sign) {
            return switch (sign) {
                case "<" -> LESS;
                case "<=" -> AT_MOST;
                case "=" -> EQUAL;
                case "!=" -> NOT_EQUAL;
                case ">=" -> AT_LEAST;
                case ">" -> MORE;
                default -> throw new IllegalArgumentException("sign: '" + sign + "'");
            };
        }
    }

    public Bound {
        if (!Double.isFinite(limit)) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: finite)");
        }
    }

    /** A comparison and what follows it. */
    public record Signed(Comparison comparison, String rest) {

        /** Takes {@code <= 5} apart; empty when there is no sign or nothing after it. */
        public static java.util.Optional<Signed> parse(String text) {
            Matcher matcher = SIGNED.matcher(text);
            return matcher.matches()
                    ? java.util.Optional.of(
                            new Signed(Comparison.of(matcher.group(1)), matcher.group(2)))
                    : java.util.Optional.empty();
        }
    }

    /** Whether the value passes; NaN never does. */
    public boolean holds(double value) {
        return switch (comparison) {
            case LESS -> value < limit;
            case AT_MOST -> value <= limit;
            case EQUAL -> value == limit;
            case NOT_EQUAL -> value != limit && !Double.isNaN(value);
            case AT_LEAST -> value >= limit;
            case MORE -> value > limit;
        };
    }
}
