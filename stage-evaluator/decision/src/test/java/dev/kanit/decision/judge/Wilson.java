package dev.kanit.decision.judge;

/** The Wilson score interval at 95 % (Wilson 1927, J. Amer. Statist. Assoc. 22). */
final class Wilson {

    private static final double Z = 1.959964;

    private Wilson() {}

    /** Its upper end. */
    static double upper(int hits, int runs) {
        double share = hits / (double) runs;
        double square = Z * Z / runs;
        double spread = Z * StrictMath.sqrt(share * (1 - share) / runs + square / (4 * runs));
        return (share + square / 2 + spread) / (1 + square);
    }
}
