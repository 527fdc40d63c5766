package dev.kanit.bench.judge;

/**
 * A share with the 95 % interval of Wilson (1927, J. Amer. Statist. Assoc. 22), which is honest for
 * shares near 0 and 1.
 *
 * @param share 0 to 1
 * @param low lower end, 0 to 1
 * @param high upper end, 0 to 1
 */
public record Interval(double share, double low, double high) {

    /** Normal quantile of 95 %, two-sided. */
    private static final double Z = 1.959963984540054;

    /** Of {@code hits} among {@code all}, above 0. */
    public static Interval wilson(long hits, long all) {
        if (all <= 0 || hits < 0 || hits > all) {
            throw new IllegalArgumentException(
                    "hits: " + hits + " of " + all + " (expected: 0 to all, above 0)");
        }
        double share = hits / (double) all;
        double square = Z * Z;
        double middle = (share + square / (2 * all)) / (1 + square / all);
        double half =
                Z
                        * StrictMath.sqrt(share * (1 - share) / all + square / (4.0 * all * all))
                        / (1 + square / all);
        return new Interval(
                share, Math.clamp(middle - half, 0, share), Math.clamp(middle + half, share, 1));
    }
}
