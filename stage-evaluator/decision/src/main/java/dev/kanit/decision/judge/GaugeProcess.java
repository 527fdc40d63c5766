package dev.kanit.decision.judge;

/**
 * Evidence that a gauge of the canary is worse than the stable fleet's by more than is allowed, in
 * a slice of slots. What is judged is d = log(canary / baseline), positive for worse; its twin, the
 * shadow, judges the fleet's two halves in the same way, where nothing but chance should differ,
 * but for bets on signs, which would need more state than a signal may have.
 *
 * <p>Each tick bets ({@link GaugeBets}) on the innovation r = (d_t - m) - phi (d_{t-1} - m), with m
 * the allowed worsening, standardised by s sqrt(1 - phi^2) and clipped. Scale and phi come from the
 * differences of d ({@link Noise}) before the tick, begun with what the halves taught. Assumed: d
 * is a first-order autoregressive series around a level of at most m; what the halves show to be
 * wrong with that is allowed for: a larger spread of their innovations widens the bets' variance, a
 * lasting difference between them raises m.
 */
final class GaugeProcess {

    static final int BETS = 0;
    static final int NOISE = BETS + GaugeBets.SLOTS;
    static final int SMOOTHED = NOISE + Noise.SLOTS;
    static final int SHADOW_NOISE = SMOOTHED + 1;
    static final int SHADOW_WORSE = SHADOW_NOISE + Noise.SLOTS;
    static final int SHADOW_BETTER = SHADOW_WORSE + Bets.SLOTS;

    /** Ticks that spread and level rest on. */
    static final int SPREAD_TICKS = SHADOW_BETTER + Bets.SLOTS;

    static final int SPREAD = SPREAD_TICKS + 1;
    static final int LEVEL = SPREAD + 1;
    static final int LEVEL_SQUARE = LEVEL + 1;

    /** Mean square of the halves' difference, whose level should be zero. */
    static final int SQUARE = LEVEL_SQUARE + 1;

    static final int SLOTS = SQUARE + 1;

    private GaugeProcess() {}

    static void start(double[] slots, int at, double deviation, double level) {
        Noise.start(slots, at + NOISE, deviation);
        Noise.start(slots, at + SHADOW_NOISE, deviation);
        slots[at + SMOOTHED] = Double.NaN;
        slots[at + SPREAD_TICKS] = JudgeParameters.PRIOR_LEVEL_TICKS;
        slots[at + SPREAD] = 1;
        slots[at + LEVEL_SQUARE] = level * level;
        slots[at + SQUARE] = deviation * deviation;
    }

    /** The canary begins: its noise is first taken to be that of the stable halves. */
    static void begin(double[] slots, int at) {
        Noise.adopt(slots, at + NOISE, at + SHADOW_NOISE);
    }

    /** The shadow bets anew; what it learned of noise stays. */
    static void clearShadow(double[] slots, int at) {
        Bets.clear(slots, at + SHADOW_WORSE);
        Bets.clear(slots, at + SHADOW_BETTER);
    }

    static double phi(double[] slots, int at) {
        return Noise.phi(slots, at + NOISE, slots[at + SQUARE]);
    }

    private static double shadowPhi(double[] slots, int at) {
        return Noise.phi(slots, at + SHADOW_NOISE, slots[at + SQUARE]);
    }

    static double deviation(double[] slots, int at) {
        return Noise.deviation(slots, at + NOISE, phi(slots, at));
    }

    static double shadowDeviation(double[] slots, int at) {
        return Noise.deviation(slots, at + SHADOW_NOISE, shadowPhi(slots, at));
    }

    /**
     * One tick of the canary.
     *
     * @param worse d; NaN when there is nothing to compare
     * @param allowed m before the halves' lasting difference, in the unit of d
     * @param most largest factor of a tick
     */
    static void judge(
            double[] slots, int at, double worse, double allowed, double onset, double most) {
        if (Double.isNaN(worse)) {
            GaugeBets.pass(slots, at + BETS, onset);
            Noise.see(slots, at + NOISE, worse);
            return;
        }
        double phi = phi(slots, at);
        double deviation = Noise.deviation(slots, at + NOISE, phi);
        double shift = allowed + lastingDifference(slots, at);
        double last = Noise.last(slots, at + NOISE);
        GaugeBets.place(
                slots,
                at + BETS,
                innovation(worse - shift, last - shift, phi, deviation),
                proxy(slots, at, at + NOISE),
                Noise.seen(slots, at + NOISE),
                onset,
                most);
        Noise.see(slots, at + NOISE, worse);
        double smoothed = slots[at + SMOOTHED];
        slots[at + SMOOTHED] =
                Double.isNaN(smoothed)
                        ? worse
                        : smoothed + JudgeParameters.SMOOTHING * (worse - smoothed);
    }

    /** One tick of the halves, in both directions; parameters as for the canary. */
    static void shadow(
            double[] slots, int at, double apart, double allowed, double onset, double most) {
        if (Double.isNaN(apart)) {
            Bets.pass(slots, at + SHADOW_WORSE, onset);
            Bets.pass(slots, at + SHADOW_BETTER, onset);
            Noise.see(slots, at + SHADOW_NOISE, apart);
            return;
        }
        double phi = shadowPhi(slots, at);
        double deviation = Noise.deviation(slots, at + SHADOW_NOISE, phi);
        double shift = allowed + lastingDifference(slots, at);
        double last = Noise.last(slots, at + SHADOW_NOISE);
        double proxy = proxy(slots, at, at + SHADOW_NOISE);
        double up = innovation(apart - shift, last - shift, phi, deviation);
        double down = innovation(-apart - shift, -last - shift, phi, deviation);
        Bets.place(slots, at + SHADOW_WORSE, up, proxy, onset, most);
        Bets.place(slots, at + SHADOW_BETTER, down, proxy, onset, most);
        learn(slots, at, apart, innovation(apart, last, phi, deviation));
        Noise.see(slots, at + SHADOW_NOISE, apart);
    }

    /** The stronger direction of the shadow's evidence. */
    static double shadowWealth(double[] slots, int at) {
        return Math.max(
                Bets.wealth(slots, at + SHADOW_WORSE), Bets.wealth(slots, at + SHADOW_BETTER));
    }

    /** Clipped, in standard deviations; a first value is its own innovation. */
    static double innovation(double now, double last, double phi, double deviation) {
        double standardised =
                Double.isNaN(last)
                        ? now / deviation
                        : (now - phi * last) / (deviation * StrictMath.sqrt(1 - phi * phi));
        return Math.clamp(standardised, -JudgeParameters.CLIP, JudgeParameters.CLIP);
    }

    static double proxy(double[] slots, int at, int noise) {
        return JudgeParameters.VARIANCE
                * Math.max(1, slots[at + SPREAD])
                * (1 + JudgeParameters.VARIANCE_PER_TICK / Noise.seen(slots, noise));
    }

    /** Root mean square of the halves' smoothed difference, less what their noise explains. */
    static double lastingDifference(double[] slots, int at) {
        double phi = Math.min(0.9, shadowPhi(slots, at));
        double deviation = Noise.deviation(slots, at + SHADOW_NOISE, phi);
        double weight = JudgeParameters.LEVEL_SMOOTHING / (2 - JudgeParameters.LEVEL_SMOOTHING);
        double explained = deviation * deviation * weight * (1 + phi) / (1 - phi);
        return JudgeParameters.LEVEL_ALLOWANCE
                * StrictMath.sqrt(Math.max(0, slots[at + LEVEL_SQUARE] - explained));
    }

    private static void learn(double[] slots, int at, double apart, double innovation) {
        double ticks = Math.min(JudgeParameters.MEMORY_TICKS, slots[at + SPREAD_TICKS] + 1);
        slots[at + SPREAD_TICKS] = ticks;
        slots[at + SPREAD] += (innovation * innovation - slots[at + SPREAD]) / ticks;
        slots[at + LEVEL] += JudgeParameters.LEVEL_SMOOTHING * (apart - slots[at + LEVEL]);
        double level = slots[at + LEVEL];
        double most = JudgeParameters.HUBER * JudgeParameters.HUBER * slots[at + SQUARE];
        slots[at + SQUARE] += (Math.min(apart * apart, most) - slots[at + SQUARE]) / ticks;
        slots[at + LEVEL_SQUARE] += (level * level - slots[at + LEVEL_SQUARE]) / ticks;
    }
}
