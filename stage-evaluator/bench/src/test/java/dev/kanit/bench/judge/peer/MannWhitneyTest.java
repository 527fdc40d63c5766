package dev.kanit.bench.judge.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class MannWhitneyTest {

    /** U = 23.5 of 25, three groups of ties, counted by hand. */
    @Test
    void statisticIsTheOneOfTheTextbook() {
        MannWhitney test = of(new double[] {5, 6, 7, 8, 9}, new double[] {1, 2, 3, 5, 6});

        double wins = 3.5 + 4.5 + 5 + 5 + 5;
        double variance = 25.0 / 12 * (11 - (6 + 6) / 90.0);
        assertThat(test.z(0)).isCloseTo((wins - 12.5 - 0.5) / Math.sqrt(variance), within(1e-12));
    }

    @Test
    void estimateIsTheMedianOfAllDifferences() {
        SplittableRandom random = new SplittableRandom(5);
        double[] one = random.doubles(15).map(value -> value + 0.3).toArray();
        double[] other = random.doubles(13).toArray();
        List<Double> differences = new ArrayList<>();
        for (double left : one) {
            for (double right : other) {
                differences.add(left - right);
            }
        }
        Collections.sort(differences);

        assertThat(of(one, other).estimate())
                .isCloseTo(differences.get(differences.size() / 2), within(1e-9));
    }

    @Test
    void shiftByTheEstimateLeavesNothing() {
        SplittableRandom random = new SplittableRandom(6);
        MannWhitney test =
                of(
                        random.doubles(20).map(value -> value + 1).toArray(),
                        random.doubles(20).toArray());

        assertThat(Math.abs(test.z(test.estimate()))).isLessThan(0.05);
    }

    @Test
    void tiedValuesSayNothing() {
        assertThat(of(new double[] {1, 1}, new double[] {1, 1, 1}).z(0)).isZero();
    }

    private static MannWhitney of(double[] one, double[] other) {
        MannWhitney test = new MannWhitney(Math.max(one.length, other.length));
        for (double value : one) {
            test.addOne(value);
        }
        for (double value : other) {
            test.addOther(value);
        }
        return test;
    }
}
