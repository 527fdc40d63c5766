package dev.kanit.collector.promql;

import dev.kanit.collector.promql.Expression.Aggregation;
import dev.kanit.collector.promql.Expression.Aggregator;
import dev.kanit.collector.promql.Expression.Arithmetic;
import dev.kanit.collector.promql.Expression.Growth;
import dev.kanit.collector.promql.Expression.Matcher;
import dev.kanit.collector.promql.Expression.Operator;
import dev.kanit.collector.promql.Expression.Quantile;
import dev.kanit.collector.promql.Expression.Range;
import dev.kanit.collector.promql.Expression.Selector;
import dev.kanit.collector.promql.Expression.ToScalar;
import dev.kanit.collector.promql.Expression.ToVector;
import dev.kanit.collector.promql.Expression.Union;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Recursive descent over the tokens; weakest first: or, then + and -, then * and /, then minus. */
final class Parser {

    private static final int MAX_DEPTH = 100;

    private final List<Token> tokens;
    private int at;
    private int depth;

    Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    Expression whole() throws QueryException {
        Expression expression = union();
        if (next().kind() != Token.Kind.END) {
            throw expected("an operator or the end");
        }
        if (expression instanceof Range) {
            throw new QueryException("a range selector (expected: within rate or increase)");
        }
        return expression;
    }

    private Expression union() throws QueryException {
        if (++depth > MAX_DEPTH) {
            throw new QueryException("more than " + MAX_DEPTH + " levels (expected: fewer)");
        }
        Expression left = sum();
        while (next().isName("or")) {
            at++;
            left = new Union(vector(left), vector(sum()));
        }
        depth--;
        return left;
    }

    private Expression sum() throws QueryException {
        Expression left = product();
        while (next().is("+") || next().is("-")) {
            Operator operator = next().is("+") ? Operator.ADD : Operator.SUBTRACT;
            at++;
            left = new Arithmetic(operator, instant(left), instant(product()));
        }
        return left;
    }

    private Expression product() throws QueryException {
        Expression left = signed();
        while (next().is("*") || next().is("/")) {
            Operator operator = next().is("*") ? Operator.MULTIPLY : Operator.DIVIDE;
            at++;
            left = new Arithmetic(operator, instant(left), instant(signed()));
        }
        return left;
    }

    private Expression signed() throws QueryException {
        if (take("-")) {
            return new Arithmetic(
                    Operator.MULTIPLY, new Expression.Literal(-1), instant(operand()));
        }
        take("+");
        return operand();
    }

    private Expression operand() throws QueryException {
        Token token = next();
        return switch (token.kind()) {
            case NUMBER -> {
                at++;
                yield new Expression.Literal(Double.parseDouble(token.text()));
            }
            case NAME -> named(token);
            case SIGN -> {
                if (take("(")) {
                    Expression inner = union();
                    expect(")");
                    yield inner;
                }
                if (token.is("{")) {
                    throw expected("a metric's name before its labels");
                }
                throw expected("a number, a metric or a function");
            }
            case STRING, DURATION, END -> throw expected("a number, a metric or a function");
        };
    }

    private Expression named(Token name) throws QueryException {
        at++;
        String lower = name.text().toLowerCase(Locale.ROOT);
        if (lower.equals("inf") || lower.equals("nan")) {
            return new Expression.Literal(
                    lower.equals("inf") ? Double.POSITIVE_INFINITY : Double.NaN);
        }
        for (Aggregator aggregator : Aggregator.values()) {
            if (aggregator.name().toLowerCase(Locale.ROOT).equals(lower)
                    && (next().is("(") || next().isName("by"))) {
                return aggregation(aggregator);
            }
        }
        return next().is("(") ? call(name) : selector(name.text());
    }

    private Expression call(Token name) throws QueryException {
        expect("(");
        Expression call =
                switch (name.text()) {
                    case "rate" -> new Growth(true, range(union()));
                    case "increase" -> new Growth(false, range(union()));
                    case "vector" -> new ToVector(instant(union()));
                    case "scalar" -> new ToScalar(vector(union()));
                    case "histogram_quantile" -> {
                        Expression quantile = instant(union());
                        expect(",");
                        yield new Quantile(quantile, vector(union()));
                    }
                    default ->
                            throw new QueryException(
                                    "column %d: %s (expected: rate, increase, histogram_quantile,"
                                                    .formatted(name.column(), name)
                                            + " vector, scalar, sum, max, min, avg or count)");
                };
        expect(")");
        return call;
    }

    private Expression aggregation(Aggregator aggregator) throws QueryException {
        Optional<List<String>> before = by();
        expect("(");
        Expression of = vector(union());
        expect(")");
        List<String> by = before.isPresent() ? before.get() : by().orElse(List.of());
        return new Aggregation(aggregator, by, of);
    }

    private Optional<List<String>> by() throws QueryException {
        if (!next().isName("by")) {
            return Optional.empty();
        }
        at++;
        expect("(");
        List<String> labels = new ArrayList<>();
        while (!take(")")) {
            labels.add(name("a label"));
            if (!next().is(")")) {
                expect(",");
            }
        }
        return Optional.of(labels);
    }

    private Expression selector(String metric) throws QueryException {
        List<Matcher> matchers = new ArrayList<>();
        if (take("{")) {
            while (!take("}")) {
                matchers.add(matcher());
                if (!next().is("}")) {
                    expect(",");
                }
            }
        }
        Selector selector = new Selector(metric, matchers);
        if (!take("[")) {
            return selector;
        }
        Token duration = next();
        if (duration.kind() != Token.Kind.DURATION) {
            throw expected("a duration like 5m");
        }
        at++;
        expect("]");
        return new Range(selector, PromDuration.parse(duration.text()));
    }

    private Matcher matcher() throws QueryException {
        String label = name("a label");
        String operator = next().text();
        if (!take("=") && !take("!=") && !take("=~") && !take("!~")) {
            throw expected("=, !=, =~ or !~");
        }
        Token value = next();
        if (value.kind() != Token.Kind.STRING) {
            throw expected("a string");
        }
        at++;
        boolean equal = operator.startsWith("=");
        if (!operator.endsWith("~")) {
            return new Matcher(label, equal, value.text(), Optional.empty());
        }
        try {
            Pattern pattern = Pattern.compile(value.text(), Pattern.DOTALL);
            return new Matcher(label, equal, value.text(), Optional.of(pattern));
        } catch (PatternSyntaxException e) {
            throw new QueryException(
                    "column %d: %s (expected: a regular expression)"
                            .formatted(value.column(), value));
        }
    }

    private static Range range(Expression expression) throws QueryException {
        if (expression instanceof Range range) {
            return range;
        }
        throw new QueryException("rate or increase without a range (expected: metric[5m])");
    }

    /** Refuses a range where single values are needed. */
    private static Expression instant(Expression expression) throws QueryException {
        if (expression instanceof Range) {
            throw new QueryException("a range selector (expected: within rate or increase)");
        }
        return expression;
    }

    /** Refuses what is a scalar by its form alone. */
    private static Expression vector(Expression expression) throws QueryException {
        if (isScalar(expression)) {
            throw new QueryException("a scalar where a vector is needed (expected: vector(…))");
        }
        return instant(expression);
    }

    private static boolean isScalar(Expression expression) {
        return switch (expression) {
            case Expression.Literal _, ToScalar _ -> true;
            case Arithmetic(_, Expression left, Expression right) ->
                    isScalar(left) && isScalar(right);
            case Selector _, Range _, Growth _, Quantile _, ToVector _, Aggregation _, Union _ ->
                    false;
        };
    }

    private String name(String what) throws QueryException {
        Token token = next();
        if (token.kind() != Token.Kind.NAME) {
            throw expected(what);
        }
        at++;
        return token.text();
    }

    private boolean take(String sign) {
        if (!next().is(sign)) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(String sign) throws QueryException {
        if (!take(sign)) {
            throw expected("'" + sign + "'");
        }
    }

    private Token next() {
        return tokens.get(at);
    }

    private QueryException expected(String what) {
        return new QueryException(
                "column %d: %s (expected: %s)".formatted(next().column(), next(), what));
    }
}
