package dev.kanit.standalone.bench;

import dev.kanit.codec.plan.PlanFile;
import dev.kanit.codec.plan.PlanReader;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.decision.rollout.Roles;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.wire.ActionKind;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.CommandKind;
import dev.kanit.wire.RolloutCommand;
import dev.kanit.wire.SignalReading;
import dev.kanit.wire.SignalSnapshot;
import dev.kanit.wire.StepOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The records that the benchmark feeds, encoded as a collector would. */
final class BenchRecords {

    private static final double CALM_MILLIS = 100;
    private static final double NOISE_MILLIS = 20;
    private static final double ALERTING_MILLIS = 950;

    /** The plan runs at four times its speed, so that a backlog is not too far in the future. */
    static final long INTERVAL_MILLIS = 250;

    private static final String SPEED = "speed: 4\n";

    private final String planText = SPEED + readPlan();
    private final PlanFile plan = parse(readPlan());
    private final SplittableRandom random = new SplittableRandom(42);
    private final RecordCodec<SignalSnapshot> snapshots;
    private final RecordCodec<RolloutCommand> commands;
    private final RecordCodec<ActionOutcome> outcomes;

    BenchRecords(SchemaRegistryClient registry) {
        snapshots = RecordCodec.open(SignalSnapshot.class, registry);
        commands = RecordCodec.open(RolloutCommand.class, registry);
        outcomes = RecordCodec.open(ActionOutcome.class, registry);
    }

    PlanFile plan() {
        return plan;
    }

    static String rolloutId(int number) {
        return "bench-" + number;
    }

    byte[] start(String id) {
        return commands.encode(
                RolloutCommand.newBuilder()
                        .setRoles(List.of(Roles.INSTALLATION))
                        .setRolloutId(id)
                        .setCommandId("start-" + id)
                        .setIssuedAt(Instant.now())
                        .setIssuedBy("bench")
                        .setKind(CommandKind.START)
                        .setPlan(planText)
                        .build());
    }

    byte[] weightApplied(String id, String actionId, long generation) {
        return outcomes.encode(
                ActionOutcome.newBuilder()
                        .setRolloutId(id)
                        .setActionId(actionId)
                        .setGeneration(generation)
                        .setKind(ActionKind.SET_WEIGHT)
                        .setStep("set-weight")
                        .setStepNumber(1)
                        .setStepCount(1)
                        .setOutcome(StepOutcome.APPLIED)
                        .setFinished(true)
                        .setStartedAt(Instant.now())
                        .setDurationMicros(0)
                        .setExecutor("bench")
                        .build());
    }

    /** All signals calm, or the last one over the at-once trigger's limit. */
    byte[] snapshot(String id, long sequence, long takenAtMillis, boolean alerting) {
        int signals = plan.plan().signals().size();
        List<SignalReading> readings = new ArrayList<>(signals);
        for (int signal = 0; signal < signals; signal++) {
            boolean alerts = alerting && signal == signals - 1;
            double value =
                    alerts ? ALERTING_MILLIS : CALM_MILLIS + random.nextDouble() * NOISE_MILLIS;
            readings.add(
                    SignalReading.newBuilder()
                            .setSignal(plan.plan().signals().get(signal).name())
                            .setCanary(value)
                            .setBaseline(CALM_MILLIS + random.nextDouble() * NOISE_MILLIS)
                            .setSamples(500L)
                            .build());
        }
        return snapshots.encode(
                SignalSnapshot.newBuilder()
                        .setRolloutId(id)
                        .setProducer("bench")
                        .setSequence(sequence)
                        .setTakenAt(Instant.ofEpochMilli(takenAtMillis))
                        .setReadings(readings)
                        .build());
    }

    private static String readPlan() {
        try (InputStream in = BenchRecords.class.getResourceAsStream("plan.yaml")) {
            if (in == null) {
                throw new IllegalStateException(
                        "bench/plan.yaml is missing (expected: in the jar)");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static PlanFile parse(String text) {
        return switch (PlanReader.read(text)) {
            case PlanReading.Accepted(PlanFile file) -> file;
            case PlanReading.Rejected rejected ->
                    throw new IllegalStateException(rejected.inFile("bench/plan.yaml"));
        };
    }
}
