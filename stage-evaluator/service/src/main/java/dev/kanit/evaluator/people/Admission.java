package dev.kanit.evaluator.people;

/** What comes of a caller's credentials. Details never repeat what was shown. */
public sealed interface Admission {

    record Admitted(Caller caller) implements Admission {}

    /** Nobody that is known. */
    record Refused(String detail) implements Admission {}

    /** It cannot be told now; nobody is let in meanwhile. */
    record Unavailable(String detail) implements Admission {}
}
