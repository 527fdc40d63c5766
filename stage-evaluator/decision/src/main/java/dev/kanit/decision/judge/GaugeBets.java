package dev.kanit.decision.judge;

/**
 * What bets on a gauge: {@link Bets} on how far its innovations are, and {@link SignBets} on which
 * side they fall. A weighted mean of both; either is 1 where there is no evidence.
 */
final class GaugeBets {

    private static final int SIZES = 0;
    private static final int SIDES = Bets.SLOTS;
    static final int SLOTS = Bets.SLOTS + SignBets.SLOTS;

    private GaugeBets() {}

    /** One tick; parameters as those of {@link Bets#place} and {@link SignBets#place}. */
    static void place(
            double[] slots,
            int at,
            double innovation,
            double proxy,
            double seenTicks,
            double onset,
            double most) {
        Bets.place(slots, at + SIZES, innovation, proxy, onset, most);
        SignBets.place(slots, at + SIDES, innovation, seenTicks, onset);
    }

    static void pass(double[] slots, int at, double onset) {
        Bets.pass(slots, at + SIZES, onset);
        SignBets.pass(slots, at + SIDES, onset);
    }

    static double wealth(double[] slots, int at) {
        return (1 - JudgeParameters.SIGN_WEIGHT) * Bets.wealth(slots, at + SIZES)
                + JudgeParameters.SIGN_WEIGHT * SignBets.wealth(slots, at + SIDES);
    }

    static void clear(double[] slots, int at) {
        Bets.clear(slots, at + SIZES);
        SignBets.clear(slots, at + SIDES);
    }
}
