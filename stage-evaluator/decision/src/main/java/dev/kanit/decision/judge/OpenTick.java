package dev.kanit.decision.judge;

import dev.kanit.decision.measure.Snapshot;
import dev.kanit.decision.measure.Track;
import java.util.Arrays;

/**
 * What the open tick has brought so far, and where the running totals stood at its start. A gauge's
 * readings are summed per track; of a count's totals the newest is kept, so that a lost snapshot
 * loses no event. Immutable.
 */
public final class OpenTick {

    /** Per signal and track: a gauge's sum and readings; a count's newest bad and all. */
    private static final int COLUMNS = 2 * Track.COUNT;

    private final double[] slots;

    private OpenTick(double[] slots) {
        this.slots = slots;
    }

    static OpenTick empty(JudgeLayout layout) {
        double[] slots = new double[layout.openSize()];
        for (int signal = 0; signal < layout.signals().size(); signal++) {
            Judged judged = layout.signals().get(signal);
            if (judged.counts()) {
                int at = layout.openAt(signal);
                Arrays.fill(slots, at, at + slots(judged), Double.NaN);
            }
        }
        return new OpenTick(slots);
    }

    /** Slots of one signal; a count also keeps where its totals stood at the tick's start. */
    static int slots(Judged signal) {
        return signal.counts() ? 2 * COLUMNS : COLUMNS;
    }

    /** As stored, of {@link JudgeLayout#openSize}. */
    static OpenTick of(double[] slots) {
        return new OpenTick(slots.clone());
    }

    double[] toArray() {
        return slots.clone();
    }

    /** This tick and one snapshot more. */
    OpenTick with(JudgeLayout layout, Snapshot snapshot) {
        double[] next = slots.clone();
        for (int signal = 0; signal < layout.signals().size(); signal++) {
            Judged judged = layout.signals().get(signal);
            for (Track track : TRACKS) {
                int at = layout.openAt(signal) + track.column();
                double value = snapshot.tracked(judged.index(), track);
                if (judged.counts()) {
                    double total = snapshot.trackedTotal(judged.index(), track);
                    if (value >= 0 && total >= 0) {
                        next[at] = value;
                        next[at + Track.COUNT] = total;
                    }
                } else if (Double.isFinite(value)) {
                    next[at] += value;
                    next[at + Track.COUNT] += 1;
                }
            }
        }
        return new OpenTick(next);
    }

    /** The tick as the judge takes it. */
    Tick close(JudgeLayout layout) {
        Tick.Builder tick = new Tick.Builder(layout.signals().size());
        for (int signal = 0; signal < layout.signals().size(); signal++) {
            for (Track track : TRACKS) {
                int at = layout.openAt(signal) + track.column();
                double first = slots[at];
                double second = slots[at + Track.COUNT];
                if (layout.signals().get(signal).counts()) {
                    // A total below the one before is a counter that began anew: no events known.
                    double bad = first - slots[at + COLUMNS];
                    double all = second - slots[at + COLUMNS + Track.COUNT];
                    tick.counts(signal, track, bad, all);
                } else {
                    tick.gauge(signal, track, second > 0 ? first / second : Double.NaN);
                }
            }
        }
        return tick.build();
    }

    /** The next tick: nothing read, totals where they stand. */
    OpenTick next(JudgeLayout layout) {
        double[] next = slots.clone();
        for (int signal = 0; signal < layout.signals().size(); signal++) {
            int at = layout.openAt(signal);
            if (layout.signals().get(signal).counts()) {
                System.arraycopy(slots, at, next, at + COLUMNS, COLUMNS);
            } else {
                Arrays.fill(next, at, at + COLUMNS, 0);
            }
        }
        return new OpenTick(next);
    }

    private static final Track[] TRACKS = Track.values();
}
