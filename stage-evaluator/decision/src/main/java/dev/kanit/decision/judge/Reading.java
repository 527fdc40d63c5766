package dev.kanit.decision.judge;

/** What the judge remembers of a signal's readings apart from evidence. */
final class Reading {

    /** The tick, by {@link Clock#ALL}, up to which the signal may only hold; 0 for never. */
    static final int GATED_UNTIL = 0;

    /** Ticks of the stage in which canary and baseline were compared. */
    static final int STAGE_COMPARED = 1;

    /** Events of the canary within the stage. */
    static final int STAGE_EVENTS = 2;

    /** Ticks in which the canary stood still while the baseline moved. */
    static final int FLAT_TICKS = 3;

    static final int LAST_CANARY = 4;
    static final int LAST_BASELINE = 5;
    static final int SLOTS = 6;

    private Reading() {}

    static void start(double[] slots, int at) {
        slots[at + LAST_CANARY] = Double.NaN;
        slots[at + LAST_BASELINE] = Double.NaN;
    }

    static void beginStage(double[] slots, int at) {
        slots[at + STAGE_COMPARED] = 0;
        slots[at + STAGE_EVENTS] = 0;
    }

    static void compared(double[] slots, int at, double events) {
        slots[at + STAGE_COMPARED] += 1;
        slots[at + STAGE_EVENTS] += events;
    }

    /** Gated for a day from now. */
    static void gate(double[] slots, int at, double dayTicks) {
        slots[at + GATED_UNTIL] = slots[Clock.ALL] + dayTicks;
    }

    /** Whether a gate ends with this tick. */
    static boolean opens(double[] slots, int at) {
        double until = slots[at + GATED_UNTIL];
        return until > 0 && until <= slots[Clock.ALL] && until > slots[Clock.ALL] - 1;
    }

    static boolean gated(double[] slots, int at) {
        return slots[at + GATED_UNTIL] > slots[Clock.ALL];
    }

    /**
     * Looks for a flat line: a value other than zero that does not change by a bit while the
     * baseline's does is a stuck exporter, not a measurement.
     */
    static boolean flat(double[] slots, int at, double canary, double baseline) {
        boolean still = canary == slots[at + LAST_CANARY] && canary != 0;
        boolean moved = baseline != slots[at + LAST_BASELINE];
        if (!still) {
            slots[at + FLAT_TICKS] = 0;
        } else if (moved) {
            slots[at + FLAT_TICKS] += 1;
        }
        slots[at + LAST_CANARY] = canary;
        slots[at + LAST_BASELINE] = baseline;
        return isFlat(slots, at);
    }

    static boolean isFlat(double[] slots, int at) {
        return slots[at + FLAT_TICKS] >= JudgeParameters.FLAT_TICKS;
    }
}
