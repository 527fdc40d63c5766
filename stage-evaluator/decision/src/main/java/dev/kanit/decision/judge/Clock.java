package dev.kanit.decision.judge;

/**
 * The judge's own time in ticks, and the onset prior.
 *
 * <p>Half of the wealth bets from the canary's first tick; of the rest a tenth begins with each new
 * stage, and each tick an equal share of what is left over the planned ticks. What has not begun is
 * kept as the tail and counts as it is, so that all of it together stays a supermartingale.
 *
 * <p>The shadow has no beginning and no end: the same small wealth begins with every tick, one unit
 * over the planned length (Shiryaev 1963 and Roberts 1966; as an e-detector: Shin, Ramdas and
 * Rinaldo 2022). By chance it reaches a limit of c once in c planned lengths.
 */
final class Clock {

    /** Ticks with a canary. */
    static final int TICKS = 0;

    /** Wealth that has not begun to bet. */
    static final int TAIL = 1;

    /** Index of the stage, and ticks in it. */
    static final int STAGE = 2;

    static final int STAGE_TICKS = 3;

    /** All ticks, those before the canary included. */
    static final int ALL = 4;

    /** Times that the halves' combined evidence reached the limit of a rollback. */
    static final int SHADOW_ALARMS = 5;

    /** The last tick, by {@link #ALL}, after which nothing spoke against the canary. */
    static final int CALM = 6;

    static final int SLOTS = 7;

    private Clock() {}

    static void start(double[] slots) {
        slots[TAIL] = 1;
        slots[STAGE] = -1;
    }

    /** One tick more; the wealth that starts to bet with it. 0 before the canary. */
    static double advance(double[] slots, int stage, double horizonTicks) {
        slots[ALL] += 1;
        if (stage < 0) {
            return 0;
        }
        boolean first = slots[TICKS] == 0;
        boolean newStage = stage != slots[STAGE];
        slots[TICKS] += 1;
        slots[STAGE_TICKS] = newStage ? 1 : slots[STAGE_TICKS] + 1;
        slots[STAGE] = stage;
        double share =
                first
                        ? JudgeParameters.FIRST_ONSET
                        : newStage ? JudgeParameters.STAGE_ONSET : 1 / horizonTicks;
        double onset = slots[TAIL] * share;
        slots[TAIL] -= onset;
        return onset;
    }
}
