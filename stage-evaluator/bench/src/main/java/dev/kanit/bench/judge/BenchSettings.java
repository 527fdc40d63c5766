package dev.kanit.bench.judge;

import dev.kanit.bench.judge.trace.Half;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What to run.
 *
 * @param data directory of the real series
 * @param half which of the series
 * @param seed of everything
 * @param size how many traces
 * @param threads 1 to 64; no figure but the time depends on them
 */
public record BenchSettings(Optional<Path> data, Half half, long seed, Size size, int threads) {

    public static final long SEED = 20_261_120;

    private static final int MOST_THREADS = 64;

    public BenchSettings {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException(
                    "threads: " + threads + " (expected: 1 to " + MOST_THREADS + ")");
        }
    }

    /**
     * Traces per cell.
     *
     * @param healthy of the plain A/A scenario
     * @param harmless of other scenarios without a regression
     * @param regressions of all others
     * @param peers of these the first so many are shown to the peers
     * @param costMillis how long the cost is measured
     */
    public record Size(int healthy, int harmless, int regressions, int peers, int costMillis) {

        /** For the report: some minutes. */
        public static final Size FULL = new Size(10_000, 3_000, 1_000, 500, 4_000);

        /** For a look: less than a minute. */
        public static final Size QUICK = new Size(600, 200, 150, 100, 1_500);

        public Size {
            if (healthy < 1 || harmless < 1 || regressions < 1 || peers < 1 || costMillis < 1) {
                throw new IllegalArgumentException("size: 0 (expected: > 0)");
            }
        }
    }
}
