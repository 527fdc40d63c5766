package dev.kanit.decision.rollout;

import dev.kanit.decision.measure.Measurements;
import dev.kanit.decision.measure.Snapshot;
import dev.kanit.decision.rollout.RolloutInput.SnapshotArrived;
import dev.kanit.decision.rollout.RolloutInput.TimeAdvanced;
import dev.kanit.decision.rule.Reason;
import dev.kanit.decision.rule.Rulebook;
import dev.kanit.decision.rule.Streaks;
import dev.kanit.decision.rule.Verdicts;
import java.util.Optional;

/** A snapshot arrived: is it usable, and what follows from it? */
final class SnapshotDecider {

    /** Clocks of collectors may run ahead of the log's by this much. */
    static final long MAX_AHEAD_MILLIS = 30_000;

    /** A snapshot that took longer than this to arrive is history; see also the interval. */
    static final long MAX_DELAY_MILLIS = 120_000;

    private static final int MAX_DELAY_INTERVALS = 5;

    private SnapshotDecider() {}

    static void decide(Unfolding unfolding, SnapshotArrived input) {
        RolloutState state = unfolding.state();
        if (state.phase() instanceof Phase.Preparing) {
            // Nothing is rolled out that readings could speak of; but they carry the time.
            ClockDecider.decide(unfolding, new TimeAdvanced(input.receivedAtMillis()));
            return;
        }
        if (!(state.phase() instanceof Phase.Live)) {
            return;
        }
        Optional<Reason> unusable = unusable(state, input);
        if (unusable.isPresent()) {
            ignore(unfolding, unusable.get(), input);
            // A collector whose snapshots are never used is as good as silent: time goes on.
            ClockDecider.decide(unfolding, new TimeAdvanced(input.receivedAtMillis()));
            return;
        }
        long now = Math.max(state.counters().clockMillis(), input.snapshot().takenAtMillis());
        Rulebook rules = state.rules();
        Measurements measured = state.measured().with(input.snapshot());
        Streaks streaks = rules.judge(measured, state.observation().streaks());
        Verdicts verdicts = Verdicts.of(rules, measured);
        Steadiness steadiness = before(state, input).with(verdicts, now);
        unfolding.happens(
                new RolloutEvent.Observed(
                        now,
                        measured,
                        streaks,
                        steadiness,
                        EvidenceDecider.judge(state, input.snapshot()),
                        baked(state, verdicts, input)));
        DecisionTree.afterSnapshot(unfolding, verdicts, now);
    }

    private static Optional<Reason> unusable(RolloutState state, SnapshotArrived input) {
        Snapshot snapshot = input.snapshot();
        long taken = snapshot.takenAtMillis();
        long last = state.measured().latest().takenAtMillis();
        long maxDelay =
                Math.max(
                        MAX_DELAY_MILLIS,
                        MAX_DELAY_INTERVALS * state.rules().layout().intervalMillis());
        if (taken - input.receivedAtMillis() > MAX_AHEAD_MILLIS) {
            return Optional.of(Reason.FUTURE);
        }
        if (taken == last) {
            return Optional.of(Reason.DUPLICATE);
        }
        return taken < last || input.receivedAtMillis() - taken > maxDelay
                ? Optional.of(Reason.LATE)
                : Optional.empty();
    }

    /** Recorded once for a run of them, so that a stuck producer cannot flood the decisions. */
    private static void ignore(Unfolding unfolding, Reason reason, SnapshotArrived input) {
        RolloutState state = unfolding.state();
        if (!state.observation().lastIgnored().equals(Optional.of(reason))) {
            unfolding.happens(
                    new RolloutEvent.InputRejected(
                            state.counters().clockMillis(),
                            reason,
                            "",
                            "snapshot taken at "
                                    + input.snapshot().takenAtMillis()
                                    + " ms, received at "
                                    + input.receivedAtMillis()
                                    + " ms, newest so far "
                                    + state.measured().latest().takenAtMillis()
                                    + " ms"));
        }
    }

    private static Steadiness before(RolloutState state, SnapshotArrived input) {
        Steadiness before = state.observation().steadiness();
        long last = state.measured().latest().takenAtMillis();
        boolean gap =
                input.snapshot().takenAtMillis() - last > state.rules().layout().staleAfterMillis();
        return gap ? before.interrupted() : before;
    }

    /** The bake clock runs only while nothing holds the rollout and every golden signal passes. */
    private static long baked(RolloutState state, Verdicts verdicts, SnapshotArrived input) {
        if (!(state.phase() instanceof Phase.Baking(_, long since, long bakedMillis))) {
            return 0;
        }
        if (!verdicts.allPass() || !verdicts.clean()) {
            return bakedMillis;
        }
        long taken = input.snapshot().takenAtMillis();
        long from = Math.max(since, state.measured().latest().takenAtMillis());
        long passed = Math.clamp(taken - from, 0, state.rules().layout().staleAfterMillis());
        return bakedMillis + passed;
    }
}
