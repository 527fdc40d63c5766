package dev.kanit.replay;

/** A plan that today's reader does not take. */
public final class UnreadablePlanException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadablePlanException(String what) {
        super(what);
    }
}
