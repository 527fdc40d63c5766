package dev.kanit.evaluator.query;

import dev.kanit.codec.record.DecisionRecords;
import dev.kanit.decision.explain.Looks;
import dev.kanit.decision.explain.SignalLook;
import dev.kanit.decision.plan.Stage;
import dev.kanit.decision.rollout.Phase;
import dev.kanit.decision.rollout.RolloutState;
import dev.kanit.decision.rule.Reason;
import dev.kanit.evaluator.query.RolloutView.SignalView;
import java.time.Instant;
import java.util.List;

/** States as views. */
final class RolloutViews {

    private RolloutViews() {}

    static RolloutView of(RolloutState state, String owner) {
        Stage stage = state.plan().stages().get(state.phase().stage());
        boolean begun = !(state.phase() instanceof Phase.Preparing);
        String commander = state.authority().commander();
        return new RolloutView(
                state.id(),
                DecisionRecords.phase(state.phase()),
                begun ? state.phase().stage() + 1 : 0,
                begun ? stage.name() : DecisionRecords.PREPARATION,
                begun ? stage.weight().percent() : 0,
                reasons(state.phase()).stream().map(Reason::name).toList(),
                commander.isEmpty() ? null : commander,
                state.counters().sequence(),
                state.counters().generation(),
                Instant.ofEpochMilli(state.counters().clockMillis()).toString(),
                state.plan().name(),
                state.plan().digest(),
                state.plan().service(),
                state.plan().from(),
                state.plan().to(),
                baked(state.phase()),
                stage.bake().toMillis(),
                state.plan().interval().toMillis(),
                Looks.signals(state).stream().map(RolloutViews::signal).toList(),
                RitualViews.of(state),
                owner);
    }

    private static List<Reason> reasons(Phase phase) {
        return switch (phase) {
            case Phase.Recommended recommended -> {
                List<Reason> held = recommended.heldFor();
                yield held.isEmpty() ? List.of(Reason.SIGNAL_OVER_THRESHOLD) : held;
            }
            case Phase.Live live -> live.heldFor();
            case Phase.RollingBack rolling -> List.of(rolling.reason());
            case Phase.RollbackFailed failed -> List.of(failed.reason());
            case Phase.RolledBack back -> List.of(back.reason());
            case Phase.FailureClosed closed -> List.of(closed.reason());
            case Phase.Preparing preparing -> preparing.heldFor();
            case Phase.Completed _ -> List.of();
        };
    }

    private static long baked(Phase phase) {
        return phase instanceof Phase.Live live
                        && live.standing() instanceof Phase.Baking(_, _, long bakedMillis)
                ? bakedMillis
                : 0;
    }

    private static SignalView signal(SignalLook look) {
        return new SignalView(
                look.signal(),
                Double.isNaN(look.value()) ? null : look.value(),
                look.unit(),
                look.limit(),
                Double.isNaN(look.baseline()) ? null : look.baseline(),
                look.samples() < 0 ? null : look.samples(),
                look.verdict());
    }
}
