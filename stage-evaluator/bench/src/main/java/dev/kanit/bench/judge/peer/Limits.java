package dev.kanit.bench.judge.peer;

import java.util.ArrayList;
import java.util.List;

/**
 * Fixed limits of the canary's own values, as operators set them who know the usual level.
 *
 * @param errorRate highest share of failed requests that passes; 0.01 is the documented example
 * @param latency highest latency that passes, in usual levels
 * @param failures how many failures are too many
 */
record Limits(double errorRate, double latency, int failures) {

    /** The default first. */
    static List<Limits> grid(int... failures) {
        List<Limits> grid = new ArrayList<>();
        for (int count : failures) {
            for (double latency : new double[] {1.5, 1.1, 1.25, 2}) {
                for (double errorRate : new double[] {0.01, 0.015, 0.02}) {
                    grid.add(new Limits(errorRate, latency, count));
                }
            }
        }
        return grid;
    }

    /** Whether a canary's value is out of its range; no value is not. */
    boolean fails(Watched watched, int signal, int tick) {
        return watched.canary(signal, tick) > (signal == 0 ? errorRate : latency);
    }

    String inWords() {
        return "errors above %.1f %%, latency above %.2f of usual, %d failures"
                .formatted(errorRate * 100, latency, failures);
    }
}
