package dev.kanit.bench.judge.peer;

import java.util.Arrays;

/**
 * The Mann-Whitney test of two samples that grow, with normal approximation, continuity correction
 * and correction for ties, as R's {@code wilcox.test(exact = FALSE)} has it.
 */
final class MannWhitney {

    /** Halvings of the search for the Hodges-Lehmann estimate. */
    private static final int HALVINGS = 40;

    private final double[] one;
    private final double[] other;
    private int ones;
    private int others;

    /** For samples of up to {@code most} values. */
    MannWhitney(int most) {
        this.one = new double[most];
        this.other = new double[most];
    }

    void addOne(double value) {
        insert(one, ones++, value);
    }

    void addOther(double value) {
        insert(other, others++, value);
    }

    int ones() {
        return ones;
    }

    int others() {
        return others;
    }

    /**
     * The statistic of {@code one - shift} against {@code other}: positive when one is larger; 0
     * when all values are tied.
     */
    double z(double shift) {
        double wins = wins(shift) - ones * (double) others / 2;
        double all = ones + others;
        double variance = ones * (double) others / 12 * (all + 1 - ties(shift) / (all * (all - 1)));
        return variance > 0 ? (wins - Math.signum(wins) / 2) / StrictMath.sqrt(variance) : 0;
    }

    /** The Hodges-Lehmann estimate of the shift: the median of all differences. */
    double estimate() {
        double low = one[0] - other[others - 1];
        double high = one[ones - 1] - other[0];
        for (int halving = 0; halving < HALVINGS; halving++) {
            double middle = (low + high) / 2;
            if (wins(middle) > ones * (double) others / 2) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** Pairs in which {@code one - shift} is larger; ties count half. */
    private double wins(double shift) {
        double wins = 0;
        int smaller = 0;
        int atMost = 0;
        for (int index = 0; index < ones; index++) {
            double value = one[index] - shift;
            while (smaller < others && other[smaller] < value) {
                smaller++;
            }
            while (atMost < others && other[atMost] <= value) {
                atMost++;
            }
            wins += (smaller + atMost) / 2.0;
        }
        return wins;
    }

    /** The sum of t^3 - t over groups of t equal values. */
    private double ties(double shift) {
        double sum = 0;
        int left = 0;
        int right = 0;
        while (left < ones || right < others) {
            double value =
                    Math.min(
                            left < ones ? one[left] - shift : Double.POSITIVE_INFINITY,
                            right < others ? other[right] : Double.POSITIVE_INFINITY);
            double tied = 0;
            while (left < ones && one[left] - shift == value) {
                left++;
                tied++;
            }
            while (right < others && other[right] == value) {
                right++;
                tied++;
            }
            sum += tied * tied * tied - tied;
        }
        return sum;
    }

    private static void insert(double[] sorted, int size, double value) {
        int found = Arrays.binarySearch(sorted, 0, size, value);
        int at = found < 0 ? -found - 1 : found;
        System.arraycopy(sorted, at, sorted, at + 1, size - at);
        sorted[at] = value;
    }
}
