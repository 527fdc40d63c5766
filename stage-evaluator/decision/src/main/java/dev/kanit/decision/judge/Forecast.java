package dev.kanit.decision.judge;

/**
 * When a regression becomes visible, and how small one would have been noticed by now: the expected
 * growth of the best bet per tick against the evidence that a rollback takes. An expectation, no
 * promise; it assumes that noise and traffic stay as they are.
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
        return ticks(layout, state.slots(), signal, StrictMath.log1p(worsening));
    }

    /** Smallest worsening noticed within the ticks so far, as a share; infinite when none. */
    static double noticeable(JudgeLayout layout, double[] slots, int signal) {
        double ticks = slots[Clock.TICKS];
        if (ticks(layout, slots, signal, MOST_LOG_RATIO) > ticks) {
            return Double.POSITIVE_INFINITY;
        }
        double unseen = 0;
        double seen = MOST_LOG_RATIO;
        for (int step = 0; step < BISECTIONS; step++) {
            double middle = (unseen + seen) / 2;
            if (ticks(layout, slots, signal, middle) <= ticks) {
                seen = middle;
            } else {
                unseen = middle;
            }
        }
        return StrictMath.expm1(seen);
    }

    private static double ticks(
            JudgeLayout layout, double[] slots, int signal, double logWorsening) {
        boolean counts = layout.signals().get(signal).counts();
        double growth =
                counts
                        ? counts(layout, slots, signal, StrictMath.exp(logWorsening))
                        : gauge(layout, slots, signal, logWorsening);
        double bets = counts ? CountBets.SLOTS : Bets.SLOTS;
        double needed =
                StrictMath.log(
                        JudgeParameters.ROLLBACK_AT
                                * bets
                                / (layout.weight(signal) * JudgeParameters.FIRST_ONSET));
        return growth > 0 ? needed / growth : Double.POSITIVE_INFINITY;
    }

    private static double gauge(
            JudgeLayout layout, double[] slots, int signal, double logWorsening) {
        int at = layout.processAt(signal);
        double phi = GaugeProcess.phi(slots, at);
        double shift =
                layout.signals().get(signal).logAllowed()
                        + GaugeProcess.lastingDifference(slots, at);
        double scale = GaugeProcess.deviation(slots, at) * StrictMath.sqrt(1 - phi * phi);
        double mean = Math.min(JudgeParameters.CLIP, (logWorsening - shift) * (1 - phi) / scale);
        double proxy = GaugeProcess.proxy(slots, at, at + GaugeProcess.NOISE);
        double best = 0;
        for (double bet : JudgeParameters.BETS) {
            double growth = bet * mean - proxy * bet * bet / 2;
            best = Math.max(best, Math.min(JudgeParameters.MAX_GAUGE_STEP, growth));
        }
        return best;
    }

    private static double counts(JudgeLayout layout, double[] slots, int signal, double worsening) {
        int at = layout.processAt(signal);
        Events canary = CountProcess.typical(slots, at + CountProcess.CANARY_BAD);
        Events baseline = CountProcess.typical(slots, at + CountProcess.BASELINE_BAD);
        if (!canary.any() || !baseline.any()) {
            return 0;
        }
        double rate = Math.min(1, worsening * baseline.bad() / baseline.all());
        Events expected = new Events(rate * canary.all(), canary.all());
        double allowed = 1 + layout.signals().get(signal).comparison().allowed();
        double tau = Overdispersion.tau(slots, at + CountProcess.CLUMPS, expected, baseline);
        double best = 0;
        for (int ratio = 0; ratio < CountBets.SLOTS; ratio++) {
            best = Math.max(best, CountBets.logFactor(ratio, expected, baseline, allowed, tau));
        }
        return best;
    }
}
