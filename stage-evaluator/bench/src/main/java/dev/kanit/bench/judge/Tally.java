package dev.kanit.bench.judge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What came of the traces of a cell.
 *
 * @param traces how many there were, above 0
 * @param early rolled back before anything happened
 * @param delays ticks from the onset to the rollback, 1 on, sorted
 * @param held evidence was enough for a hold at some time, or for a rollback
 * @param wanting signals were wanting at the end, or it was rolled back
 */
public record Tally(int traces, int early, List<Integer> delays, int held, int wanting) {

    public Tally {
        delays = List.copyOf(delays);
    }

    /** Rolled back at whatever time. */
    public Interval rolledBack() {
        return Interval.wilson(early + delays.size(), traces);
    }

    /** Rolled back since the onset. */
    public Interval detected() {
        return Interval.wilson(delays.size(), traces);
    }

    public double heldShare() {
        return held / (double) traces;
    }

    public double wantingShare() {
        return wanting / (double) traces;
    }

    /** Of those that were detected; 0 without any. */
    public int medianTicks() {
        return quantile(0.5);
    }

    public int p90Ticks() {
        return quantile(0.9);
    }

    /** Share of all traces that were detected within so many ticks. */
    public double detectedWithin(int ticks) {
        return delays.stream().filter(delay -> delay <= ticks).count() / (double) traces;
    }

    private int quantile(double share) {
        return delays.isEmpty()
                ? 0
                : delays.get(Math.min(delays.size() - 1, (int) (delays.size() * share)));
    }

    /** Counts. */
    static final class Builder {
        private final int onset;
        private final List<Integer> delays = new ArrayList<>();
        private int traces;
        private int early;
        private int held;
        private int wanting;

        Builder(int onset) {
            this.onset = onset;
        }

        /** One trace; the tick of its rollback is negative when there was none. */
        void add(int rolledBackAt, boolean wasHeld, boolean wasWanting) {
            traces++;
            held += wasHeld ? 1 : 0;
            wanting += wasWanting ? 1 : 0;
            if (rolledBackAt >= onset) {
                delays.add(rolledBackAt - onset + 1);
            } else if (rolledBackAt >= 0) {
                early++;
            }
        }

        Tally build() {
            Collections.sort(delays);
            return new Tally(traces, early, delays, held, wanting);
        }
    }
}
