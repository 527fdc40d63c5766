package dev.kanit.codec.record;

import dev.kanit.decision.explain.JudgeText;
import dev.kanit.decision.judge.Evidence;
import dev.kanit.decision.judge.JudgeLayout;
import dev.kanit.decision.judge.Judgement;
import dev.kanit.decision.judge.SignalEvidence;
import dev.kanit.decision.rollout.RolloutState;
import dev.kanit.wire.JudgeVerdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The judge's findings as part of a decision record. */
final class JudgeRecords {

    private JudgeRecords() {}

    /** Empty when the plan compares nothing with the stable fleet. */
    static Optional<JudgeVerdict> of(RolloutState state) {
        Optional<Judgement> judgement = state.observation().judgement();
        if (judgement.isEmpty()) {
            return Optional.empty();
        }
        JudgeLayout layout = state.rules().judge().orElseThrow().layout();
        Evidence evidence = Evidence.of(layout, judgement.get().state());
        return Optional.of(
                JudgeVerdict.newBuilder()
                        .setEvidence(evidence.againstCanary())
                        .setRollbackEvidence(evidence.forRollback())
                        .setHoldAt(Evidence.HOLD_AT)
                        .setRollbackAt(Evidence.ROLLBACK_AT)
                        .setFalseAlarms(evidence.falseAlarms())
                        .setTrafficSplit(evidence.trafficSplit())
                        .setLeak(evidence.leak().name())
                        .setSignals(
                                JudgeText.all(state).stream().map(JudgeRecords::signal).toList())
                        .setForecast(JudgeText.forecast(state))
                        .build());
    }

    private static dev.kanit.wire.SignalEvidence signal(SignalEvidence one) {
        return dev.kanit.wire.SignalEvidence.newBuilder()
                .setSignal(one.name())
                .setCompares(one.kind().name())
                .setEvidence(one.evidence())
                .setShare(one.share())
                .setWorsening(known(one.worsening()))
                .setAllowed(one.allowed())
                .setNoise(known(one.noise()))
                .setAutocorrelation(known(one.autocorrelation()))
                .setComparedTicks(one.comparedTicks())
                .setStageTicks(one.stageTicks())
                .setEvents(one.events() < 0 ? null : one.events())
                .setNoticeable(known(one.noticeable()))
                .setStanding(one.standing().name())
                .build();
    }

    private static @Nullable Double known(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
