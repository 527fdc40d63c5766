package dev.kanit.collector.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a query into tokens. */
final class Lexer {

    private static final Pattern TOKEN =
            Pattern.compile(
                    """
                    (?<space>\\s+)
                    |(?<duration>(?:[0-9]+(?:ms|[smhdwy]))+)(?![A-Za-z0-9_])
                    |(?<number>(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)(?![A-Za-z0-9_.])
                    |(?<name>[A-Za-z_:][A-Za-z0-9_:]*)
                    |(?<string>"(?:[^"\\\\\\n]|\\\\.)*"|'(?:[^'\\\\\\n]|\\\\.)*')
                    |(?<sign>=~|!~|!=|[-+*/=(){}\\[\\],])
                    """,
                    Pattern.COMMENTS);

    private Lexer() {}

    static List<Token> tokens(String query) throws QueryException {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(query);
        int at = 0;
        while (at < query.length()) {
            if (!matcher.region(at, query.length()).lookingAt()) {
                throw new QueryException(
                        "column %d: '%c' (expected: a name, number, duration, string or operator)"
                                .formatted(at + 1, query.charAt(at)));
            }
            if (matcher.group("space") == null) {
                tokens.add(token(matcher, at + 1));
            }
            at = matcher.end();
        }
        tokens.add(new Token(Token.Kind.END, "", query.length() + 1));
        return tokens;
    }

    private static Token token(Matcher matcher, int column) throws QueryException {
        String text = matcher.group();
        if (matcher.group("duration") != null) {
            return new Token(Token.Kind.DURATION, text, column);
        }
        if (matcher.group("number") != null) {
            return new Token(Token.Kind.NUMBER, text, column);
        }
        if (matcher.group("name") != null) {
            return new Token(Token.Kind.NAME, text, column);
        }
        if (matcher.group("string") != null) {
            return new Token(
                    Token.Kind.STRING, unescape(text.substring(1, text.length() - 1)), column);
        }
        return new Token(Token.Kind.SIGN, text, column);
    }

    private static String unescape(String text) throws QueryException {
        try {
            return text.translateEscapes();
        } catch (IllegalArgumentException e) {
            throw new QueryException("'" + text + "' (expected: escapes like \\\\, \\n or \\\")");
        }
    }
}
