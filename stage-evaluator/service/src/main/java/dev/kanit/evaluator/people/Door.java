package dev.kanit.evaluator.people;

import java.util.Optional;

/** Tells callers apart by what they show. Thread-safe. */
public interface Door {

    /** Longest header that is looked at, in characters. */
    int MAX_HEADER = 8 << 10;

    /**
     * Whom it recognises without slow work: no key stretching, no network. These are let in even
     * while strangers from the same address are turned away unheard.
     *
     * @param authorization the header of that name, at most {@value #MAX_HEADER} characters
     */
    Optional<Caller> known(String authorization);

    /** The same with all the work that it takes; may block for seconds. */
    Admission admit(String authorization);

    /** The challenge for {@code WWW-Authenticate}. */
    String challenge();

    /** Whether callers are persons, or all the same. */
    boolean knowsPeople();
}
