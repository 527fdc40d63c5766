package dev.kanit.decision.rollout;

import dev.kanit.decision.measure.Burns;
import dev.kanit.decision.plan.NightPlan;
import dev.kanit.decision.plan.NightPlan.BurnLimit;
import dev.kanit.decision.plan.NightPlan.TotalLimit;
import dev.kanit.decision.rule.Reason;
import dev.kanit.decision.rule.Term;
import dev.kanit.decision.rule.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One thing that the first night is watched for, as it stands.
 *
 * @param condition for people: what must hold
 * @param value NaN when unknown
 * @param limit in the same unit
 * @param unit of both; empty for a burn rate
 * @param windowMillis over which the value is taken; 0 for the newest reading
 * @param reason what it is called when it is broken
 * @param truth whether the condition holds; unjudged when the value is unknown
 */
public record NightFinding(
        String condition,
        double value,
        double limit,
        String unit,
        long windowMillis,
        Reason reason,
        Truth truth) {

    private static final long HOUR_MILLIS = 3_600_000;

    /** Everything that the plan watches for; empty for a plan without a night. */
    public static List<NightFinding> of(RolloutState state) {
        List<NightFinding> findings = new ArrayList<>();
        Optional<NightPlan> plan = state.plan().ritual().night();
        plan.ifPresent(
                night -> night.burn().forEach(limit -> findings.add(burn(state, night, limit))));
        Optional<NightWatch> watch = state.proceedings().night();
        for (Term term : state.rules().night()) {
            findings.add(pass(state, term, watch));
        }
        for (int index = 0; plan.isPresent() && index < plan.get().totals().size(); index++) {
            findings.add(total(state, plan.get().totals().get(index), index, watch));
        }
        return findings;
    }

    /** Totals that are over their limit and that nobody has answered, as a mask of their places. */
    static long brokenTotals(RolloutState state) {
        long broken = 0;
        List<TotalLimit> limits =
                state.plan().ritual().night().map(NightPlan::totals).orElse(List.of());
        for (int index = 0; index < limits.size(); index++) {
            NightFinding finding =
                    total(state, limits.get(index), index, state.proceedings().night());
            broken |= finding.truth() == Truth.CLEAR ? 1L << index : 0;
        }
        return broken;
    }

    /** A long window says that it matters, a short one that it still goes on. */
    private static NightFinding burn(RolloutState state, NightPlan night, BurnLimit limit) {
        Burns burns = state.measured().burns();
        double rate = burns.rate(night, limit.window());
        double recent = burns.recentRate(night, limit.window());
        boolean broken = rate > limit.limit() && recent > limit.limit();
        return new NightFinding(
                "burn(" + shown(limit.window().toMillis()) + ") <= " + limit.limit(),
                rate,
                limit.limit(),
                "",
                limit.window().toMillis(),
                limit.critical() ? Reason.NIGHT_CRITICAL : Reason.BURN_RATE,
                Double.isNaN(rate) ? Truth.UNJUDGED : broken ? Truth.CLEAR : Truth.HOLDS);
    }

    private static NightFinding pass(RolloutState state, Term term, Optional<NightWatch> watch) {
        Truth now = term.judge(state.measured());
        long patience = state.plan().ritual().night().orElseThrow().passFor().toMillis();
        boolean lasts =
                watch.filter(one -> one.failingSinceMillis() != Phase.NONE)
                        .filter(
                                one ->
                                        state.measured().latest().takenAtMillis()
                                                        - one.failingSinceMillis()
                                                >= patience)
                        .isPresent();
        return new NightFinding(
                term.source().text(),
                term.value(state.measured()),
                term.limit(state.measured()),
                state.plan().signals().get(term.signal()).unit().symbol(),
                0,
                Reason.NIGHT_CRITICAL,
                now == Truth.CLEAR && !lasts ? Truth.UNJUDGED : now);
    }

    private static NightFinding total(
            RolloutState state, TotalLimit limit, int index, Optional<NightWatch> watch) {
        double before = watch.map(one -> one.totalsAtStart().get(index)).orElse(0.0);
        double value = state.measured().burns().totals().get(index) - before;
        boolean counts =
                watch.filter(one -> !one.isAnswered(index))
                        .filter(
                                one ->
                                        state.measured().latest().takenAtMillis()
                                                        - one.sinceMillis()
                                                <= limit.within().toMillis())
                        .isPresent();
        return new NightFinding(
                "total("
                        + state.plan().signals().get(limit.signal()).name()
                        + ") < "
                        + limit.below(),
                value,
                limit.below(),
                "count",
                limit.within().toMillis(),
                Reason.NIGHT_TOTAL,
                value < limit.below() ? Truth.HOLDS : counts ? Truth.CLEAR : Truth.UNJUDGED);
    }

    private static String shown(long millis) {
        return millis % HOUR_MILLIS == 0 ? millis / HOUR_MILLIS + "h" : millis + "ms";
    }
}
