package dev.kanit.sampletarget.server;

/** Small, quick and reproducible wobble around a level; it never looks like a trend. */
final class Noise {

    private long state;

    Noise(long seed) {
        this.state = seed;
    }

    /** The level, up to {@code percent} more or less. */
    double around(double level, double percent) {
        state = state * 6364136223846793005L + 1442695040888963407L;
        double unit = (state >>> 11) / (double) (1L << 53);
        return level * (1 + percent / 100 * (2 * unit - 1));
    }
}
