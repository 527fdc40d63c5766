package dev.kanit.collector.promql;

/** Ends the reading or the evaluation of a query; does not leave the package. */
final class QueryException extends Exception {

    private static final long serialVersionUID = 1;

    QueryException(String message) {
        super(message);
    }
}
