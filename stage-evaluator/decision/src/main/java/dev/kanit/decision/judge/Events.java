package dev.kanit.decision.judge;

/**
 * Events of one track within a tick.
 *
 * @param bad at least 0; may exceed {@code all} where a request can have several
 * @param all at least 0; 0 when the track had none, and then it proves nothing
 */
record Events(double bad, double all) {

    static final Events NONE = new Events(0, 0);

    /** What is usable of two numbers: none at all rather than an impossible pair. */
    static Events of(double bad, double all) {
        return bad >= 0 && all > 0 ? new Events(bad, all) : NONE;
    }

    boolean any() {
        return all > 0;
    }
}
