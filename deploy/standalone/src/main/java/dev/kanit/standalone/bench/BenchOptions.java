package dev.kanit.standalone.bench;

/**
 * How long and how wide the evaluator's benchmark is.
 *
 * @param seconds of load that each part aims at, 2 to 120
 * @param rollouts running at once, 100 to 10 000
 * @param threads of the evaluator, 1 to 8
 */
public record BenchOptions(int seconds, int rollouts, int threads) {

    public BenchOptions {
        require("seconds", seconds, 2, 120);
        require("rollouts", rollouts, 100, 10_000);
        require("threads", threads, 1, 8);
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
