package dev.kanit.decision.judge;

import dev.kanit.decision.plan.SignalGroup;

/**
 * All numbers of the judge that no plan sets, fixed once, each with its reason. Those that were
 * weighed against data were chosen on one half of the benchmark's series, and the other half is
 * reported: {@code docs/benchmarks/judge.md}.
 */
final class JudgeParameters {

    /** Evidence that speaks for a rollback: by Ville's inequality chance reaches it in 1 %. */
    static final double ROLLBACK_AT = 100;

    /** Evidence that holds: worth a look, too little for a verdict. */
    static final double HOLD_AT = 10;

    /** A hold for evidence ends below this, well under where it began, so that it cannot flap. */
    static final double RELEASE_BELOW = 3;

    /** A signal whose stable halves disagree as strongly as this may only hold, for a day. */
    static final double GATE_AT = 20;

    /** What is shared among all count processes of a plan; what a plan lacks goes to the rest. */
    static final double COUNTS_WEIGHT = 0.25;

    /** What is shared among all gauge processes. */
    static final double GAUGES_WEIGHT = 0.40;

    /** What is shared among all composites. */
    static final double COMPOSITES_WEIGHT = 0.35;

    /** Wealth that bets from the first tick on; the rest is for regressions that start later. */
    static final double FIRST_ONSET = 0.5;

    /** Of what is left, the share that begins with each new stage: changes break things. */
    static final double STAGE_ONSET = 0.1;

    /**
     * Bets of a gauge process in standard deviations of the innovation, each twice the last, so
     * that one exponential serves all of them.
     */
    static final double[] BETS = {0.25, 0.5, 1, 2};

    /** Ratios that a count process bets on, beyond the allowed worsening. */
    static final double[] RATIOS = {1.25, 1.5, 2, 3, 5, 10, 30};

    /**
     * No tick adds more to the logarithm of a gauge's evidence, and less where innovations spread
     * more than their model says: this over the root of {@link GaugeProcess#spread}. Three such
     * ticks on all gauges at once stay below {@link #ROLLBACK_AT}, whatever was won by signs: 0.5 *
     * 0.40 * (0.6 * exp(3 * 2.05) + 0.4 * 1.9^3) = 57. Five such ticks on two gauges of seven
     * suffice.
     */
    static final double MAX_GAUGE_STEP = 2.05;

    /**
     * Bets on the side on which a gauge's innovation falls. Small shifts in heavy noise fall on the
     * worse side in two of three ticks, which is a bet of a third; where all do, the largest bet
     * nearly doubles.
     */
    static final double[] SIGN_BETS = {0.5, 0.9};

    /**
     * What a bet on sides pays per tick, over the ticks that the noise rests on: while its
     * autocorrelation is new, innovations follow each other to the same side by mistake.
     */
    static final double SIGN_FEE_TICKS = 2;

    /** Innovations within this of zero count as partly on their side, in standard deviations. */
    static final double SIGN_WIDTH = 0.5;

    /**
     * Share of a gauge's wealth that bets on sides. What the rest loses of its speed by that, a
     * logarithm of 0.6, is a third of a tick.
     */
    static final double SIGN_WEIGHT = 0.4;

    /**
     * A composite is for slow, shared worsening; what is fast shows in its members. A canary that
     * is slow in all signals while it warms up has seven ticks.
     */
    static final double MAX_COMPOSITE_STEP = 1.15;

    /** The same for counts, whose noise is known: three full ticks are enough for a rollback. */
    static final double MAX_COUNT_STEP = 2.6;

    /**
     * A bet on a ratio R gains at most this many times log R in a tick, so that bets on small
     * ratios, which keep their wealth for long, cannot cash it in on a burst.
     */
    static final double MAX_COUNT_STEP_PER_LOG_RATIO = 3;

    /** Standardised innovations are clipped here: one wild reading proves little. */
    static final double CLIP = 4;

    /** Assumed variance of a clipped innovation; above 1 because its scale is estimated. */
    static final double VARIANCE = 1.15;

    /** More variance by this over the ticks that the scale rests on. */
    static final double VARIANCE_PER_TICK = 0.5;

    /** Differences beyond this many of their own scale are pulled in before they are squared. */
    static final double HUBER = 3;

    /** Autocorrelation is not believed beyond this. */
    static final double MAX_PHI = 0.97;

    /**
     * So many standard errors are added to a gauge's autocorrelation. Without, a canary just as bad
     * as allowed was rolled back in 1.4 % of the rollouts at phi 0.9 after 240 ticks of history,
     * and in 3.2 % at phi 0.8 after 60.
     */
    static final double PHI_ERRORS = 1;

    /**
     * Of how fast noise returns to its level, so many standard errors are not believed: with half
     * as many, what is rolled back at the boundary was up to twice as much after 60 ticks.
     */
    static final double RETURN_ERRORS = 1;

    /** Nothing returns faster than this, in deviations of the innovation per deviation. */
    static final double MAX_RETURN = 2;

    /** Ticks over which the canary's own spread to its better side is taken. */
    static final double OWN_SPREAD_TICKS = 15;

    /** The canary's own level is taken of values within so many deviations: excursions end. */
    static final double GAUGE_LEVEL_CLIP = 2;

    /** The same for a composite, where all warm up at once. */
    static final double COMPOSITE_LEVEL_CLIP = 1;

    /** Noise of a gauge before anything was seen, as a share, and its worth in ticks. */
    static final double PRIOR_DEVIATION = 0.1;

    /** Noise of a composite before anything was seen, in its standardised unit. */
    static final double PRIOR_COMPOSITE_DEVIATION = 1.2;

    static final double PRIOR_TICKS = 4;

    /** What the stable halves taught is worth at most so many ticks of the canary's own. */
    static final double ADOPTED_TICKS = 60;

    /** Ticks after which what was seen fades. */
    static final double MEMORY_TICKS = 240;

    /** Weight of the newest tick in a level: of the halves' difference, and of the canary's own. */
    static final double LEVEL_SMOOTHING = 0.05;

    /** Lasting differences of the halves, times this, are allowed to the canary too. */
    static final double LEVEL_ALLOWANCE = 2;

    /** A lasting difference before anything was seen, as a share, and its worth in ticks. */
    static final double PRIOR_LEVEL = 0.02;

    static final double PRIOR_LEVEL_TICKS = 10;

    /** Evidence is kept within this, far beyond every limit, so that it cannot overflow. */
    static final double MAX_EVIDENCE = 1e120;

    /** A member of a composite counts as worse from this ratio to the baseline on, smoothed. */
    static final double MEMBER_WORSE = 1.03;

    /** Worsening that a composite allows for; its members are each within their own limits. */
    static final double COMPOSITE_ALLOWED = 1.02;

    /**
     * Members that must be worse before a composite counts: as many as make a group, and a third.
     */
    static final int LEAST_MEMBERS = SignalGroup.MIN_SIGNALS;

    /** Standardised members are clipped here before they are averaged. */
    static final double MEMBER_CLIP = 3;

    /** No member's noise counts as less than this share of the mean: none speaks for all. */
    static final double LEAST_NOISE_SHARE = 0.5;

    /** Weight of the newest tick in a signal's smoothed ratio. */
    static final double SMOOTHING = 0.25;

    /** So many ticks with the very same value, while the baseline moves, are no measurement. */
    static final double FLAT_TICKS = 12;

    /** Share of a stage's ticks in which each signal must have been compared to advance. */
    static final double COVERAGE = 0.95;

    /** A leak is looked for in minima of blocks: longer than most collectors' saw-teeth. */
    static final int LEAK_BLOCK_TICKS = 5;

    /** Newest blocks that are tested: with 12 more leaks were missed; 16 are beyond 512 bytes. */
    static final int LEAK_BLOCKS = 14;

    /** Fewer say nothing: a trend in five is at most z = 2.2. */
    static final int LEAST_LEAK_BLOCKS = 6;

    /** Mann-Kendall z of a leak: with 2.7 half as many again are found where none is. */
    static final double LEAK_Z = 2.85;

    /** Share of the headroom that must be used up within the blocks to roll back. */
    static final double LEAK_LEAST_RISE = 0.2;

    /** Consecutive blocks with a trend that hold, and that may roll back. */
    static final int LEAK_LOOKS_TO_HOLD = 2;

    static final int LEAK_LOOKS_TO_ACT = 3;

    /** A leak grows by more than 3 % an hour, and by what uses up the headroom within a day. */
    static final double LEAK_SLOPE_PER_HOUR = 0.03;

    static final double LEAK_WITHIN_HOURS = 24;

    /** Odds of the traffic may be off by so much: routers round, and sessions stick. */
    static final double SPLIT_ALLOWED = 1.25;

    /** A tick of traffic is worth so many independent requests at most: connections are kept. */
    static final double SPLIT_MOST_DRAWS = 200;

    /** Of the split's evidence no more is kept: a router that was mended is to be believed. */
    static final double SPLIT_MOST_EVIDENCE = 10 * ROLLBACK_AT;

    private JudgeParameters() {}
}
