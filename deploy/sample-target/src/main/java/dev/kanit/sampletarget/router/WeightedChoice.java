package dev.kanit.sampletarget.router;

/**
 * Smooth weighted round robin between two: at 1 % exactly every hundredth request is the canary's,
 * at 25 % every fourth.
 */
public final class WeightedChoice {

    private static final long WHOLE = 100_000_000;

    private double weightPercent;
    private long step;
    private long credit;

    /** Starts the pattern anew at another weight, 0 to 100. */
    public synchronized void weigh(double newWeightPercent) {
        if (newWeightPercent != weightPercent) {
            weightPercent = newWeightPercent;
            step = Math.round(newWeightPercent / 100 * WHOLE);
            credit = 0;
        }
    }

    public synchronized double weightPercent() {
        return weightPercent;
    }

    /** Whether the next request is the canary's. */
    public synchronized boolean nextIsCanary() {
        credit += step;
        if (credit < WHOLE) {
            return false;
        }
        credit -= WHOLE;
        return true;
    }
}
