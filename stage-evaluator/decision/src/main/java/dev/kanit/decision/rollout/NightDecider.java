package dev.kanit.decision.rollout;

import dev.kanit.decision.plan.NightPlan;
import dev.kanit.decision.rule.Reason;
import dev.kanit.decision.rule.Term;
import dev.kanit.decision.rule.Truth;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The first night: what it finds besides the rules of the stages, and how often it says so. */
final class NightDecider {

    private static final List<Reason> FINDINGS =
            List.of(Reason.NIGHT_CRITICAL, Reason.BURN_RATE, Reason.NIGHT_TOTAL);

    private NightDecider() {}

    static void look(Unfolding unfolding, long now) {
        RolloutState state = unfolding.state();
        Optional<NightWatch> night = state.proceedings().night();
        if (night.isEmpty() || !isWatching(state)) {
            return;
        }
        List<NightFinding> findings = NightFinding.of(state);
        for (Reason reason : FINDINGS) {
            Optional<NightFinding> broken = broken(findings, reason);
            if (broken.isPresent() && unfolding.phase() instanceof Phase.Live live) {
                answer(unfolding, live, broken.get(), now);
            }
        }
        if (now >= night.get().nextMillis() && isWatching(unfolding.state())) {
            unfolding.happens(new RitualEvent.NightObserved(now, next(state, night.get(), now)));
        }
    }

    /** Whether a finding is there no more. */
    static boolean isCalm(RolloutState state, Reason reason) {
        return broken(NightFinding.of(state), reason).isEmpty();
    }

    static NightWatch begin(RolloutState state, long at) {
        NightPlan plan = state.plan().ritual().night().orElseThrow();
        return new NightWatch(
                at,
                at + plan.every(Duration.ZERO).toMillis(),
                Phase.NONE,
                state.measured().burns().totals(),
                0);
    }

    /** Whether one of the night's conditions is known to fail. */
    static boolean anyFails(RolloutState state) {
        for (Term term : state.rules().night()) {
            if (term.judge(state.measured()) == Truth.CLEAR) {
                return true;
            }
        }
        return false;
    }

    private static void answer(
            Unfolding unfolding, Phase.Live live, NightFinding broken, long now) {
        RolloutState state = unfolding.state();
        NightWatch night = state.proceedings().night().orElseThrow();
        long limit = state.plan().ritual().night().orElseThrow().rollbackWithin().toMillis();
        if (broken.reason() == Reason.NIGHT_CRITICAL && now - night.sinceMillis() < limit) {
            long since = broken.windowMillis() == 0 ? night.failingSinceMillis() : Phase.NONE;
            unfolding.happens(
                    new RolloutEvent.RollbackOrdered(now, broken.reason(), -1, "", since));
        } else {
            DecisionTree.hold(unfolding, live, broken.reason(), "", now);
        }
    }

    private static Optional<NightFinding> broken(List<NightFinding> findings, Reason reason) {
        return findings.stream()
                .filter(one -> one.reason() == reason && one.truth() == Truth.CLEAR)
                .findFirst();
    }

    private static long next(RolloutState state, NightWatch night, long now) {
        NightPlan plan = state.plan().ritual().night().orElseThrow();
        long every = plan.every(Duration.ofMillis(now - night.sinceMillis())).toMillis();
        long due = night.nextMillis() + every;
        return due > now ? due : now + every;
    }

    private static boolean isWatching(RolloutState state) {
        return state.phase() instanceof Phase.Live live
                && live.standing() instanceof Phase.Watching;
    }
}
