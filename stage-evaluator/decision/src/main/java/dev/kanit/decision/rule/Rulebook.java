package dev.kanit.decision.rule;

import dev.kanit.decision.judge.Judge;
import dev.kanit.decision.measure.Measurements;
import dev.kanit.decision.measure.PlanLayout;
import dev.kanit.decision.plan.Condition;
import dev.kanit.decision.plan.NightPlan;
import dev.kanit.decision.plan.RolloutPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A plan's rules, resolved once: golden conditions, the traffic condition, triggers. */
public final class Rulebook {

    /**
     * Share of a streak's looks that must have been judged before it may fire. One look in five may
     * be blind: scrapes do get lost.
     */
    private static final double COVERAGE = 0.8;

    private final PlanLayout layout;
    private final List<Term> golden;
    private final List<Term> traffic;
    private final List<TriggerRule> triggers;
    private final List<Term> night;
    private final Optional<Judge> judge;

    public Rulebook(RolloutPlan plan) {
        this.layout = new PlanLayout(plan);
        List<Term> terms = new ArrayList<>();
        for (var signal : plan.signals()) {
            signal.passes().map(passes -> Term.resolve(layout, passes)).ifPresent(terms::add);
        }
        this.golden = List.copyOf(terms);
        this.traffic = plan.traffic().map(one -> Term.resolve(layout, one)).stream().toList();
        this.judge = Judge.of(plan);
        this.night =
                plan.ritual().night().map(NightPlan::pass).orElse(List.of()).stream()
                        .map(one -> Term.resolve(layout, one))
                        .toList();
        this.triggers =
                plan.triggers().stream().map(one -> TriggerRule.resolve(layout, one)).toList();
    }

    public RolloutPlan plan() {
        return layout.plan();
    }

    public PlanLayout layout() {
        return layout;
    }

    /** Conditions that golden signals must meet, in the plan's order. */
    public List<Term> golden() {
        return golden;
    }

    /** Conditions of the first night, in the plan's order. */
    public List<Term> night() {
        return night;
    }

    public List<TriggerRule> triggers() {
        return triggers;
    }

    /** Who compares with the stable fleet; empty when the plan compares nothing. */
    public Optional<Judge> judge() {
        return judge;
    }

    /**
     * Whether the stable fleet breaks the limits of a trigger as well, so that the canary is not
     * what is wrong: true only if that is known of every condition.
     */
    public boolean sharedByBaseline(Measurements measured, int trigger) {
        for (List<Term> anyOf : triggers.get(trigger).anyOf()) {
            if (anyOf.stream()
                    .noneMatch(
                            term ->
                                    term.sharedWithBaseline(
                                            measured, plan().signals().get(term.signal())))) {
                return false;
            }
        }
        return true;
    }

    /** Carries the streaks on to the newest snapshot. */
    public Streaks judge(Measurements measured, Streaks before) {
        long at = measured.latest().takenAtMillis();
        Streaks streaks = before;
        for (int index = 0; index < triggers.size(); index++) {
            switch (triggers.get(index).judge(measured)) {
                case HOLDS -> streaks = streaks.held(index, at, layout.staleAfterMillis());
                case CLEAR -> {
                    if (streaks.sinceMillis(index) != Streaks.NONE) {
                        streaks = streaks.ended(index);
                    }
                }
                case UNJUDGED -> {
                    if (streaks.sinceMillis(index) != Streaks.NONE) {
                        streaks = streaks.blind(index);
                    }
                }
            }
        }
        return streaks;
    }

    /** Whether a trigger fires now: held long enough, judged often enough, not fired before. */
    public boolean fires(Streaks streaks, int trigger, long atMillis) {
        long since = streaks.sinceMillis(trigger);
        if (since == Streaks.NONE
                || streaks.fired(trigger)
                || streaks.lastMillis(trigger) != atMillis) {
            return false;
        }
        long held = atMillis - since;
        // Of the looks that came, not of those that a faster collector would have made: a slow one
        // must not disarm the triggers. Longer gaps than the stale limit break the streak anyway.
        int cameLooks = streaks.looks(trigger) + streaks.blindLooks(trigger);
        return held >= triggers.get(trigger).trigger().forAtLeast().toMillis()
                && streaks.looks(trigger) >= COVERAGE * cameLooks;
    }

    /** Whether the canary is known to have no traffic worth judging. */
    public boolean noTraffic(Measurements measured) {
        for (Term term : traffic) {
            if (term.judge(measured) == Truth.CLEAR) {
                return true;
            }
        }
        return false;
    }

    /** The plan's traffic condition, if it has one. */
    public List<Condition.Comparison> traffic() {
        return traffic.stream().map(Term::source).toList();
    }
}
