package dev.kanit.evaluator.testing;

import dev.kanit.decision.rollout.Roles;
import dev.kanit.ledger.leaf.PayloadDigest;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.wire.ActionKind;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.ClockTick;
import dev.kanit.wire.CommandKind;
import dev.kanit.wire.RolloutAlert;
import dev.kanit.wire.RolloutCommand;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.SignalReading;
import dev.kanit.wire.SignalSnapshot;
import dev.kanit.wire.StepOutcome;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Records as their producers write them, and decisions as their readers read them. */
public final class Wire {

    private final RecordCodec<SignalSnapshot> snapshots;
    private final RecordCodec<RolloutCommand> commands;
    private final RecordCodec<ActionOutcome> actions;
    private final RecordCodec<ClockTick> ticks;
    private final RecordCodec<RolloutDecision> decisions;
    private final RecordCodec<RolloutAlert> alerts;
    private long sequence;

    public Wire(SchemaRegistryClient registry) {
        snapshots = RecordCodec.open(SignalSnapshot.class, registry);
        commands = RecordCodec.open(RolloutCommand.class, registry);
        actions = RecordCodec.open(ActionOutcome.class, registry);
        ticks = RecordCodec.open(ClockTick.class, registry);
        decisions = RecordCodec.open(RolloutDecision.class, registry);
        alerts = RecordCodec.open(RolloutAlert.class, registry);
    }

    public byte[] start(String rollout, String plan) {
        return command(rollout, CommandKind.START, "ayse", plan);
    }

    public byte[] command(String rollout, CommandKind kind, String by, @Nullable String plan) {
        sequence++;
        return commands.encode(
                RolloutCommand.newBuilder()
                        .setRoles(List.of(Roles.INSTALLATION))
                        .setRolloutId(rollout)
                        .setCommandId(kind + "-" + sequence)
                        .setIssuedAt(Instant.EPOCH)
                        .setIssuedBy(by)
                        .setKind(kind)
                        .setReason("test")
                        .setPlan(plan)
                        .build());
    }

    public byte[] snapshot(String rollout, long takenAtMillis, double latency) {
        sequence++;
        SignalReading reading =
                SignalReading.newBuilder()
                        .setSignal("latency")
                        .setCanary(latency)
                        .setBaseline(90.0)
                        .setSamples(null)
                        .setAgeMillis(0)
                        .setAbsence(null)
                        .build();
        return snapshots.encode(
                SignalSnapshot.newBuilder()
                        .setRolloutId(rollout)
                        .setProducer("test")
                        .setSequence(sequence)
                        .setTakenAt(Instant.ofEpochMilli(takenAtMillis))
                        .setReadings(List.of(reading))
                        .build());
    }

    /** The executor's word that what {@code order} ordered is in effect. */
    public byte[] applied(RolloutDecision order) {
        return actions.encode(
                ActionOutcome.newBuilder()
                        .setRolloutId(order.getRolloutId())
                        .setActionId(order.getDecisionId())
                        .setGeneration(order.getGeneration())
                        .setKind(ActionKind.SET_WEIGHT)
                        .setStep("set")
                        .setStepNumber(1)
                        .setStepCount(1)
                        .setOutcome(StepOutcome.APPLIED)
                        .setFinished(true)
                        .setStartedAt(Instant.EPOCH)
                        .setDurationMicros(1)
                        .setDetail("set")
                        .setDryRun(false)
                        .setExecutor("test")
                        .build());
    }

    /** A step of a drill of {@code rollout}. */
    public byte[] rehearsed(String rollout) {
        return actions.encode(
                ActionOutcome.newBuilder()
                        .setRolloutId(rollout)
                        .setActionId(rollout + "/1")
                        .setGeneration(0)
                        .setKind(ActionKind.ROLL_BACK)
                        .setStep("stop-canary")
                        .setStepNumber(1)
                        .setStepCount(1)
                        .setOutcome(StepOutcome.APPLIED)
                        .setFinished(true)
                        .setStartedAt(Instant.EPOCH)
                        .setDurationMicros(1)
                        .setDetail("would do: weight 0")
                        .setDryRun(true)
                        .setExecutor("drill")
                        .build());
    }

    public RolloutDecision decision(byte[] value) {
        return decisions.decode(value);
    }

    public RolloutAlert alert(byte[] value) {
        return alerts.decode(value);
    }

    public ClockTick tick(byte[] value) {
        return ticks.decode(value);
    }

    /** What a decision's successor names as previous digest. */
    public static byte[] digest(byte[] decision) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(decision);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    /** What a record's successor in the producer's chain names in its headers. */
    public static byte[] payloadDigest(byte[] key, byte[] value, Headers headers) {
        PayloadDigest digest = new PayloadDigest();
        digest.begin(key, value);
        headers.forEach(header -> digest.header(header.key(), header.value()));
        return digest.finish();
    }
}
