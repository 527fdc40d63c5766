package dev.kanit.decision.judge;

/**
 * Evidence that a gauge of the canary is worse than the stable fleet's by more than is allowed, in
 * a slice of slots. What is judged is d = log(canary / baseline), positive for worse; its twin, the
 * shadow, judges the fleet's two halves in the same way, where nothing but chance should differ,
 * but for bets on signs, which would need more state than a signal may have.
 *
 * <p>Each tick bets ({@link GaugeBets}) on the innovation r = (d_t - m) - phi (d_{t-1} - m), with m
 * the allowed worsening, standardised by s sqrt(1 - phi^2), plus what noise that returns to its
 * level sooner would have had to fall ({@link Halves#pull}); clipped. A tick that is itself no
 * worse than allowed wins nothing. Scale and phi come from the differences of d ({@link Noise})
 * before the tick, begun with what the halves taught; of phi one standard error more is believed.
 * Assumed: d is a first-order autoregressive series around a level of at most m; what shows that to
 * be wrong is allowed for: a larger spread of the halves' innovations, or of the canary's own to
 * its better side, where no regression hides, widens the bets' variance and lowers what a tick may
 * win; a lasting difference between the halves raises m.
 */
final class GaugeProcess {

    static final int BETS = 0;
    static final int NOISE = BETS + GaugeBets.SLOTS;
    static final int SMOOTHED = NOISE + Noise.SLOTS;
    static final int SHADOW_NOISE = SMOOTHED + 1;
    static final int SHADOW_WORSE = SHADOW_NOISE + Noise.SLOTS;
    static final int SHADOW_BETTER = SHADOW_WORSE + Bets.SLOTS;

    static final int HALVES = SHADOW_BETTER + Bets.SLOTS;

    /** Mean square of the canary's innovations to its better side. */
    static final int OWN_SPREAD = HALVES + Halves.SLOTS;

    /** Smoothed d - m of the canary, in its deviations. */
    static final int OWN_LEVEL = OWN_SPREAD + 1;

    static final int SLOTS = OWN_LEVEL + 1;

    private GaugeProcess() {}

    static void start(double[] slots, int at, double deviation, double level) {
        Noise.start(slots, at + NOISE, deviation);
        Noise.start(slots, at + SHADOW_NOISE, deviation);
        slots[at + SMOOTHED] = Double.NaN;
        Halves.start(slots, at + HALVES, deviation, level);
        slots[at + OWN_SPREAD] = 1;
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
        return Noise.phi(slots, at + NOISE, Halves.square(slots, at + HALVES));
    }

    /**
     * The autocorrelation that bets go by: the estimate and its standard error, root((1 - phi^2)/n)
     * (Bartlett 1946). Too small a phi takes a canary that dwells above m, as noise does, for one
     * that is pushed there again with each tick; too large a one only wins less.
     */
    static double believedPhi(double[] slots, int at) {
        double phi = phi(slots, at);
        double error = StrictMath.sqrt((1 - phi * phi) / Noise.seen(slots, at + NOISE));
        return Math.min(JudgeParameters.MAX_PHI, phi + JudgeParameters.PHI_ERRORS * error);
    }

    /** Standard deviation of d around its level where its autocorrelation is as believed. */
    static double believedDeviation(double[] slots, int at) {
        return Noise.deviation(slots, at + NOISE, believedPhi(slots, at));
    }

    private static double shadowPhi(double[] slots, int at) {
        return Noise.phi(slots, at + SHADOW_NOISE, Halves.square(slots, at + HALVES));
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
     */
    static void judge(
            double[] slots, int at, double worse, double allowed, double onset, Pace pace) {
        if (Double.isNaN(worse)) {
            GaugeBets.pass(slots, at + BETS, onset);
            Noise.see(slots, at + NOISE, worse);
            return;
        }
        double phi = believedPhi(slots, at);
        double deviation = Noise.deviation(slots, at + NOISE, phi);
        double beyond = worse - allowed - lastingDifference(slots, at);
        double pull =
                Halves.pull(slots, at + HALVES, shadowDeviation(slots, at), halvesSeen(slots, at))
                        * slots[at + OWN_LEVEL];
        double last = Noise.last(slots, at + NOISE);
        double won = clip(innovation(beyond, last + beyond - worse, phi, deviation) + pull);
        double spread = spread(slots, at);
        GaugeBets.place(
                slots,
                at + BETS,
                beyond > 0 ? won : Math.min(0, won),
                proxy(spread, Noise.seen(slots, at + NOISE)),
                Noise.seen(slots, at + NOISE),
                onset,
                pace.factor(spread));
        double own = clip(innovation(worse, last, phi, deviation));
        if (own < 0) {
            slots[at + OWN_SPREAD] +=
                    (own * own - slots[at + OWN_SPREAD]) / JudgeParameters.OWN_SPREAD_TICKS;
        }
        double level = Math.clamp(beyond / deviation, -pace.levelClip(), pace.levelClip());
        slots[at + OWN_LEVEL] += JudgeParameters.LEVEL_SMOOTHING * (level - slots[at + OWN_LEVEL]);
        Noise.see(slots, at + NOISE, worse);
        double smoothed = slots[at + SMOOTHED];
        slots[at + SMOOTHED] =
                Double.isNaN(smoothed)
                        ? worse
                        : smoothed + JudgeParameters.SMOOTHING * (worse - smoothed);
    }

    /**
     * One tick of the halves, in both directions; parameters as for the canary. No spread lowers
     * what a tick may win: what the halves do to each other is to be seen.
     */
    static void shadow(
            double[] slots, int at, double apart, double allowed, double onset, Pace pace) {
        int noise = at + SHADOW_NOISE;
        if (Double.isNaN(apart)) {
            Bets.pass(slots, at + SHADOW_WORSE, onset);
            Bets.pass(slots, at + SHADOW_BETTER, onset);
            Noise.see(slots, noise, apart);
            return;
        }
        double phi = shadowPhi(slots, at);
        double deviation = Noise.deviation(slots, noise, phi);
        double shift = allowed + lastingDifference(slots, at);
        double proxy = proxy(Halves.spread(slots, at + HALVES), Noise.seen(slots, noise));
        double last = Noise.last(slots, noise);
        double up = clip(innovation(apart - shift, last - shift, phi, deviation));
        double down = clip(innovation(-apart - shift, -last - shift, phi, deviation));
        Bets.place(
                slots,
                at + SHADOW_WORSE,
                apart > shift ? up : Math.min(0, up),
                proxy,
                onset,
                pace.factor());
        Bets.place(
                slots,
                at + SHADOW_BETTER,
                -apart > shift ? down : Math.min(0, down),
                proxy,
                onset,
                pace.factor());
        double plain = clip(innovation(apart, last, phi, deviation));
        Halves.learn(slots, at + HALVES, apart, plain, deviation, halvesSeen(slots, at));
        Noise.see(slots, noise, apart);
    }

    /** The stronger direction of the shadow's evidence. */
    static double shadowWealth(double[] slots, int at) {
        return Math.max(
                Bets.wealth(slots, at + SHADOW_WORSE), Bets.wealth(slots, at + SHADOW_BETTER));
    }

    /** In standard deviations, not clipped; a first value is its own innovation. */
    static double innovation(double now, double last, double phi, double deviation) {
        return Double.isNaN(last)
                ? now / deviation
                : (now - phi * last) / (deviation * StrictMath.sqrt(1 - phi * phi));
    }

    private static double clip(double standardised) {
        return Math.clamp(standardised, -JudgeParameters.CLIP, JudgeParameters.CLIP);
    }

    private static double halvesSeen(double[] slots, int at) {
        return Noise.seen(slots, at + SHADOW_NOISE) - JudgeParameters.PRIOR_TICKS;
    }

    /** How far innovations spread, as a share of the variance that their model says; at least 1. */
    static double spread(double[] slots, int at) {
        return Math.max(Halves.spread(slots, at + HALVES), slots[at + OWN_SPREAD]);
    }

    /** Assumed variance of an innovation. */
    static double proxy(double spread, double seenTicks) {
        return JudgeParameters.VARIANCE
                * spread
                * (1 + JudgeParameters.VARIANCE_PER_TICK / seenTicks);
    }

    /** What the halves lastingly differ by, in the unit of d. */
    static double lastingDifference(double[] slots, int at) {
        double phi = Math.min(0.9, shadowPhi(slots, at));
        double deviation = Noise.deviation(slots, at + SHADOW_NOISE, phi);
        return Halves.lasting(slots, at + HALVES, deviation, phi);
    }
}
