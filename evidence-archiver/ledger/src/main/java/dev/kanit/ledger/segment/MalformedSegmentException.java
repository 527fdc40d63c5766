package dev.kanit.ledger.segment;

/** Stored bytes are no segment, or not the one that their name says. */
public final class MalformedSegmentException extends Exception {

    private static final long serialVersionUID = 1L;

    public MalformedSegmentException(String what) {
        super(what);
    }

    public MalformedSegmentException(String what, Throwable cause) {
        super(what, cause);
    }
}
