package dev.kanit.decision.judge;

/**
 * When a regression becomes visible, and how small one would have been noticed by now: the expected
 * growth of each bet per tick from the wealth that it has, against the evidence that a rollback
 * takes; the fastest counts. A regression from now on meets bets that have lost by betting on a
 * healthy canary, so it takes longer than one from the first tick on. An expectation, no promise;
 * it assumes that noise and traffic stay as they are, and leaves bets on signs and the return to a
 * level out.
 */
public final class Forecast {

    private static final double MOST_LOG_RATIO = StrictMath.log(100);
    private static final int BISECTIONS = 40;

    private Forecast() {}

    /**
     * Ticks until a worsening that starts now leads to a rollback by this signal alone.
     *
     * @param signal index into {@link JudgeLayout#signals()}
     * @param worsening as a share: 0.5 is half as much again
     * @return above 0; infinite when it would stay unseen
     */
    public static double ticks(JudgeLayout layout, JudgeState state, int signal, double worsening) {
        return ticks(layout, state.slots(), signal, StrictMath.log1p(worsening), false);
    }

    /** Smallest worsening noticed within the ticks so far, as a share; infinite when none. */
    static double noticeable(JudgeLayout layout, double[] slots, int signal) {
        double ticks = slots[Clock.TICKS];
        if (ticks(layout, slots, signal, MOST_LOG_RATIO, true) > ticks) {
            return Double.POSITIVE_INFINITY;
        }
        double unseen = 0;
        double seen = MOST_LOG_RATIO;
        for (int step = 0; step < BISECTIONS; step++) {
            double middle = (unseen + seen) / 2;
            if (ticks(layout, slots, signal, middle, true) <= ticks) {
                seen = middle;
            } else {
                unseen = middle;
            }
        }
        return StrictMath.expm1(seen);
    }

    /**
     * @param always whether the regression has been there since the first tick
     */
    private static double ticks(
            JudgeLayout layout, double[] slots, int signal, double logWorsening, boolean always) {
        boolean counts = layout.signals().get(signal).counts();
        int bets = counts ? CountBets.SLOTS : Bets.SLOTS;
        int at = layout.processAt(signal) + (counts ? CountProcess.BETS : GaugeProcess.BETS);
        double share =
                layout.weight(signal) / bets * (counts ? 1 : 1 - JudgeParameters.SIGN_WEIGHT);
        boolean fresh = always || slots[Clock.TICKS] == 0;
        double onset = slots[Clock.TAIL] / layout.horizonTicks();
        double[] growth =
                counts
                        ? counts(layout, slots, signal, StrictMath.exp(logWorsening))
                        : gauge(layout, slots, signal, logWorsening);
        double soonest = Double.POSITIVE_INFINITY;
        for (int bet = 0; bet < growth.length; bet++) {
            double wealth = fresh ? JudgeParameters.FIRST_ONSET : slots[at + bet] + onset;
            double needed = StrictMath.log(JudgeParameters.ROLLBACK_AT / (share * wealth));
            if (growth[bet] > 0) {
                soonest = Math.min(soonest, Math.max(1, needed / growth[bet]));
            }
        }
        return soonest;
    }

    private static double[] gauge(
            JudgeLayout layout, double[] state, int signal, double logWorsening) {
        int at = layout.processAt(signal);
        double[] slots = state;
        if (state[Clock.TICKS] == 0) {
            // The canary will begin with what the halves have taught.
            slots = state.clone();
            GaugeProcess.begin(slots, at);
        }
        double phi = GaugeProcess.believedPhi(slots, at);
        double shift =
                layout.signals().get(signal).logAllowed()
                        + GaugeProcess.lastingDifference(slots, at);
        double scale = GaugeProcess.believedDeviation(slots, at) * StrictMath.sqrt(1 - phi * phi);
        double mean = Math.min(JudgeParameters.CLIP, (logWorsening - shift) * (1 - phi) / scale);
        double spread = GaugeProcess.spread(slots, at);
        double proxy = GaugeProcess.proxy(spread, Noise.seen(slots, at + GaugeProcess.NOISE));
        double most = StrictMath.log(Pace.SIGNAL.factor(spread));
        double[] growth = new double[Bets.SLOTS];
        for (int bet = 0; bet < growth.length; bet++) {
            double size = JudgeParameters.BETS[bet];
            growth[bet] = Math.min(most, size * mean - proxy * size * size / 2);
        }
        return growth;
    }

    private static double[] counts(
            JudgeLayout layout, double[] slots, int signal, double worsening) {
        int at = layout.processAt(signal);
        Events canary = CountProcess.typical(slots, at + CountProcess.CANARY_BAD);
        Events baseline = CountProcess.typical(slots, at + CountProcess.BASELINE_BAD);
        double[] growth = new double[CountBets.SLOTS];
        if (!canary.any() || !baseline.any()) {
            return growth;
        }
        double rate = Math.min(1, worsening * baseline.bad() / baseline.all());
        Events expected = new Events(rate * canary.all(), canary.all());
        double allowed = 1 + layout.signals().get(signal).comparison().allowed();
        double tau = Overdispersion.tau(slots, at + CountProcess.CLUMPS, expected, baseline);
        for (int ratio = 0; ratio < growth.length; ratio++) {
            growth[ratio] = CountBets.logFactor(ratio, expected, baseline, allowed, tau);
        }
        return growth;
    }
}
