package dev.kanit.ledger.leaf;

/** Bytes are no leaf of a partition's tree. */
public final class MalformedLeafException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedLeafException(String what) {
        super(what);
    }

    MalformedLeafException(String what, Throwable cause) {
        super(what, cause);
    }
}
