package dev.kanit.collector.promql;

/**
 * A piece of a query.
 *
 * @param column from 1
 */
record Token(Kind kind, String text, int column) {

    enum Kind {
        /** A metric, label, function or keyword. */
        NAME,
        NUMBER,
        DURATION,
        /** The text between quotation marks, unescaped. */
        STRING,
        /** An operator or a bracket. */
        SIGN,
        END
    }

    boolean is(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    @Override
    public String toString() {
        return kind == Kind.END ? "the end" : "'" + text + "'";
    }
}
