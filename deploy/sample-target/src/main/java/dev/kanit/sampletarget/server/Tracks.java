package dev.kanit.sampletarget.server;

/** Values of the label {@code track}; the stable fleet is both halves together. */
final class Tracks {

    static final String CANARY = "canary";
    static final String HALF_A = "baseline-a";
    static final String HALF_B = "baseline-b";

    private Tracks() {}
}
