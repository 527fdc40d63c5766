package dev.kanit.decision.judge;

/**
 * How fast evidence of one kind of gauge may grow.
 *
 * @param step logarithm of the largest factor of a tick, above 0
 * @param factor the same as a factor, above 1
 * @param levelClip the canary's own level is taken of values within so many deviations, above 0
 */
record Pace(double step, double factor, double levelClip) {

    static final Pace SIGNAL = of(JudgeParameters.MAX_GAUGE_STEP, JudgeParameters.GAUGE_LEVEL_CLIP);

    /** A warm-up of all signals at once is to end before it is held against the canary. */
    static final Pace GROUP =
            of(JudgeParameters.MAX_COMPOSITE_STEP, JudgeParameters.COMPOSITE_LEVEL_CLIP);

    private static Pace of(double step, double levelClip) {
        return new Pace(step, StrictMath.exp(step), levelClip);
    }

    /**
     * The largest factor of a tick where innovations spread as {@link GaugeProcess#spread} says.
     */
    double factor(double spread) {
        return spread == 1 ? factor : StrictMath.exp(step / StrictMath.sqrt(spread));
    }
}
