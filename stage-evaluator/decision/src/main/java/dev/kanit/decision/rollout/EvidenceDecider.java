package dev.kanit.decision.rollout;

import dev.kanit.decision.judge.Evidence;
import dev.kanit.decision.judge.Judge;
import dev.kanit.decision.judge.JudgeLayout;
import dev.kanit.decision.judge.Judgement;
import dev.kanit.decision.judge.Judgement.Answered;
import dev.kanit.decision.judge.LeakFinding;
import dev.kanit.decision.measure.Snapshot;
import dev.kanit.decision.plan.Stage;
import dev.kanit.decision.plan.TreeLimits.Answer;
import dev.kanit.decision.rollout.Phase.Baking;
import dev.kanit.decision.rollout.Phase.Entering;
import dev.kanit.decision.rollout.Phase.Live;
import dev.kanit.decision.rollout.Phase.Watching;
import dev.kanit.decision.rollout.RolloutEvent.RollbackOrdered;
import dev.kanit.decision.rule.Reason;
import java.util.List;
import java.util.Optional;

/** What follows from the judge's evidence: hold, roll back, or not enough to advance. */
public final class EvidenceDecider {

    /** A person's answer to a hold for evidence is asked for again at so many times as much. */
    private static final double ASK_AGAIN = 10;

    private static final double WHOLE = 100;

    private EvidenceDecider() {}

    /** The judge's view once it has seen the snapshot too. */
    static Optional<Judgement> judge(RolloutState state, Snapshot snapshot) {
        Optional<Judgement> before = state.observation().judgement();
        if (before.isEmpty() || !(state.phase() instanceof Live live)) {
            return before;
        }
        Judge judge = state.rules().judge().orElseThrow();
        return Optional.of(
                switch (live.standing()) {
                    case Entering(int stage, _, _) ->
                            // The stage before stays in effect until the weight is. Its share does
                            // not: at 100 % the reference goes, whenever the router obeys.
                            before.get()
                                    .with(
                                            judge,
                                            snapshot,
                                            stage == 0 ? Judge.NO_STAGE : stage - 1,
                                            share(state, stage) < 1 ? Double.NaN : 1);
                    case Baking(int stage, _, _) ->
                            before.get().with(judge, snapshot, stage, share(state, stage));
                    case Phase.Promoting _ -> before.get();
                    case Watching(int stage, _) ->
                            before.get().with(judge, snapshot, stage, share(state, stage));
                });
    }

    static void afterSnapshot(Unfolding unfolding, long now) {
        RolloutState state = unfolding.state();
        if (!(state.phase() instanceof Live live)
                || state.observation().judgement().isEmpty()
                || !hasReference(state)) {
            return;
        }
        Judgement judgement = state.observation().judgement().get();
        JudgeLayout layout = state.rules().judge().orElseThrow().layout();
        Evidence evidence = Evidence.of(layout, judgement.state());
        Answer answer = state.plan().limits().evidence();
        if (answer == Answer.ROLLBACK && evidence.speaksForRollback()) {
            Judge judge = state.rules().judge().orElseThrow();
            long onset = Math.min(now, judgement.onsetMillis(judge));
            rollBack(unfolding, Reason.EVIDENCE_AGAINST_CANARY, onset, now);
            return;
        }
        boolean knownLeak =
                live.heldFor().contains(Reason.RESOURCE_LEAK) || answered(judgement, Answered.LEAK);
        if (answer == Answer.ROLLBACK && knownLeak && evidence.leak() == LeakFinding.EXHAUSTING) {
            rollBack(unfolding, Reason.RESOURCE_LEAK, Phase.NONE, now);
            return;
        }
        boolean asks = evidence.againstCanary() >= ASK_AGAIN * judgement.answeredAt();
        if (evidence.speaksForHold() && asks) {
            hold(unfolding, Reason.EVIDENCE_AGAINST_CANARY, now);
        }
        if (evidence.leak() != LeakFinding.NONE && !answered(judgement, Answered.LEAK)) {
            hold(unfolding, Reason.RESOURCE_LEAK, now);
        }
        if (evidence.trafficSplit() && !answered(judgement, Answered.TRAFFIC_SPLIT)) {
            hold(unfolding, Reason.TRAFFIC_SPLIT, now);
        }
    }

    /**
     * Whether there is enough to advance on. If the stage has been baked for longer than a gap may
     * last, and there still is not, the rollout is held, so that somebody hears of it.
     */
    static boolean suffices(Unfolding unfolding, long now) {
        RolloutState state = unfolding.state();
        if (state.observation().judgement().isEmpty()
                || !(state.phase() instanceof Baking(int stage, _, long bakedMillis))) {
            return true;
        }
        Judgement judgement = state.observation().judgement().get();
        if (wanting(state, judgement, stage).isEmpty()) {
            return true;
        }
        long patience = state.plan().limits().missing().holdAfter().toMillis();
        if (bakedMillis >= state.plan().stages().get(stage).bake().toMillis() + patience) {
            hold(unfolding, Reason.NOT_ENOUGH_EVIDENCE, now);
        }
        return false;
    }

    /** Whether a stable fleet with traffic is left, and will be once the ordered weight is. */
    static boolean hasReference(RolloutState state) {
        return share(state, state.phase().stage()) < 1;
    }

    /** Whether what a hold was for is found no more. */
    static boolean faded(RolloutState state, Reason reason) {
        if (state.observation().judgement().isEmpty() || !hasReference(state)) {
            return true;
        }
        Judgement judgement = state.observation().judgement().get();
        JudgeLayout layout = state.rules().judge().orElseThrow().layout();
        Evidence evidence = Evidence.of(layout, judgement.state());
        return switch (reason) {
            case EVIDENCE_AGAINST_CANARY -> evidence.hasFaded();
            case RESOURCE_LEAK -> evidence.leak() == LeakFinding.NONE;
            case TRAFFIC_SPLIT -> Evidence.trafficSettled(judgement.state());
            case NOT_ENOUGH_EVIDENCE -> wanting(state, judgement, state.phase().stage()).isEmpty();
            default -> true;
        };
    }

    /** What a person goes on in spite of, as {@link Answered} bits. */
    static int findings(List<Reason> ended) {
        return (ended.contains(Reason.RESOURCE_LEAK) ? Answered.LEAK : 0)
                | (ended.contains(Reason.TRAFFIC_SPLIT) ? Answered.TRAFFIC_SPLIT : 0)
                | (ended.contains(Reason.NOT_ENOUGH_EVIDENCE) ? Answered.WANTING : 0);
    }

    /** Signals that the stage has not compared enough to advance. */
    public static List<String> wanting(RolloutState state) {
        return state.observation()
                .judgement()
                .map(judgement -> wanting(state, judgement, state.phase().stage()))
                .orElse(List.of());
    }

    /** Nothing is wanting where no stable fleet is left, or where a person goes on regardless. */
    private static List<String> wanting(RolloutState state, Judgement judgement, int index) {
        Stage stage = state.plan().stages().get(index);
        if (share(state, index) >= 1 || answered(judgement, Answered.WANTING)) {
            return List.of();
        }
        double ticks = stage.bake().toMillis() / (double) state.rules().layout().bucketMillis();
        JudgeLayout layout = state.rules().judge().orElseThrow().layout();
        return Evidence.wanting(layout, judgement.state(), ticks);
    }

    private static boolean answered(Judgement judgement, int finding) {
        return (judgement.answered() & finding) != 0;
    }

    private static double share(RolloutState state, int stage) {
        return state.plan().stages().get(stage).weight().percent() / WHOLE;
    }

    /**
     * @param onset when what is behind it began, or {@link Phase#NONE}
     */
    private static void rollBack(Unfolding unfolding, Reason reason, long onset, long now) {
        unfolding.happens(new RollbackOrdered(now, reason, -1, "", onset));
    }

    private static void hold(Unfolding unfolding, Reason reason, long now) {
        if (unfolding.phase() instanceof Live live) {
            DecisionTree.hold(unfolding, live, reason, "", now);
        }
    }
}
