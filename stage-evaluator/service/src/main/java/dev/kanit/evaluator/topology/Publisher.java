package dev.kanit.evaluator.topology;

import dev.kanit.codec.record.AlertRecords;
import dev.kanit.codec.record.DecisionRecords;
import dev.kanit.codec.record.Provenance;
import dev.kanit.decision.rollout.OnCall;
import dev.kanit.decision.rollout.RolloutDecider;
import dev.kanit.decision.rollout.RolloutEvent;
import dev.kanit.decision.rollout.RolloutState;
import dev.kanit.decision.rollout.Transition;
import dev.kanit.schemas.CloudEventHeaders;
import dev.kanit.schemas.WireFormat;
import dev.kanit.wire.ClockTick;
import dev.kanit.wire.InputSpan;
import dev.kanit.wire.RolloutAlert;
import dev.kanit.wire.RolloutDecision;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Turns what was decided into records, in order, each tied to the one before. */
final class Publisher {

    private static final String SOURCE = "/kanit/stage-evaluator";

    private final ProcessorContext<byte[], byte[]> context;
    private final Codecs codecs;
    private final BuildIdentity identity;
    private final MessageDigest sha256;

    Publisher(
            ProcessorContext<byte[], byte[]> context,
            Codecs codecs,
            BuildIdentity identity,
            MessageDigest sha256) {
        this.context = context;
        this.codecs = codecs;
        this.identity = identity;
        this.sha256 = sha256;
    }

    /**
     * Publishes every decision of a transition, and what on-call hears of it.
     *
     * @param planText the plan, when the transition starts the rollout; else empty
     */
    void publish(RolloutState before, Transition transition, InputTrail trail, String planText) {
        RolloutState state = before;
        for (RolloutEvent event : transition.events()) {
            RolloutState next = RolloutDecider.evolve(state, event);
            if (event instanceof RolloutEvent.Decision decision) {
                boolean starts = decision instanceof RolloutEvent.RolloutStarted;
                publish(state, next, decision, trail, starts ? planText : "");
            } else if (OnCall.triggerEnds(state, next)) {
                tell(AlertRecords.ofNoDecision(state, next, event.atMillis()), event.atMillis());
            }
            state = next;
        }
    }

    void tick(String rolloutId, long atMillis, long deadlineMillis) {
        ClockTick tick =
                ClockTick.newBuilder()
                        .setRolloutId(rolloutId)
                        .setAt(Instant.ofEpochMilli(atMillis))
                        .setDeadline(Instant.ofEpochMilli(deadlineMillis))
                        .build();
        context.forward(
                record(
                        rolloutId,
                        codecs.ticks().encode(tick),
                        atMillis,
                        rolloutId + "/tick/" + deadlineMillis,
                        "dev.kanit.rollout.tick.v1"),
                EvaluatorTopology.TICKS);
    }

    private void publish(
            RolloutState before,
            RolloutState state,
            RolloutEvent.Decision event,
            InputTrail trail,
            String planText) {
        // Decisions of one input share its trail: the first names the spans, the others none.
        List<InputSpan> spans = trail.spans();
        RolloutDecision decision =
                DecisionRecords.of(
                        state,
                        event,
                        new Provenance(
                                spans,
                                trail.previousDigest(),
                                identity.version(),
                                identity.coreDigest(),
                                planText));
        byte[] value = codecs.decisions().encode(decision);
        sha256.update(value, WireFormat.PREFIX_BYTES, value.length - WireFormat.PREFIX_BYTES);
        trail.decided(sha256.digest());
        context.forward(
                record(
                        state.id(),
                        value,
                        event.atMillis(),
                        decision.getDecisionId(),
                        "dev.kanit.rollout.decision.v1"),
                EvaluatorTopology.DECISIONS);
        tell(AlertRecords.of(before, state, event, decision), event.atMillis());
    }

    private void tell(List<RolloutAlert> alerts, long atMillis) {
        for (RolloutAlert alert : alerts) {
            context.forward(
                    record(
                            alert.getRolloutId(),
                            codecs.alerts().encode(alert),
                            atMillis,
                            alert.getAlertId() + "/alert",
                            "dev.kanit.rollout.alert.v1"),
                    EvaluatorTopology.ALERTS);
        }
    }

    private static Record<byte[], byte[]> record(
            String rolloutId, byte[] value, long atMillis, String id, String type) {
        Headers headers = new RecordHeaders();
        CloudEventHeaders.stamp(headers, id, type, SOURCE, Instant.ofEpochMilli(atMillis));
        return new Record<>(rolloutId.getBytes(StandardCharsets.UTF_8), value, atMillis, headers);
    }
}
