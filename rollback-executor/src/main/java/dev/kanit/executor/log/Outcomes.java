package dev.kanit.executor.log;

import dev.kanit.executor.plan.ActionPlan;
import dev.kanit.executor.plan.Order;
import dev.kanit.executor.plan.RecordedStep;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import dev.kanit.wire.ActionKind;
import dev.kanit.wire.ActionOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Steps to Avro records and back. */
public final class Outcomes {

    private Outcomes() {}

    /** The record of a step that {@code executor} took. */
    public static ActionOutcome toWire(
            Order order,
            RecordedStep step,
            Instant startedAt,
            Duration took,
            boolean dryRun,
            String executor) {
        List<Step> steps = ActionPlan.steps(order);
        return ActionOutcome.newBuilder()
                .setRolloutId(order.rolloutId())
                .setActionId(order.fence().actionId())
                .setGeneration(order.fence().generation())
                .setKind(
                        switch (order.kind()) {
                            case SET_WEIGHT -> ActionKind.SET_WEIGHT;
                            case ROLL_BACK -> ActionKind.ROLL_BACK;
                            case MITIGATE -> ActionKind.MITIGATE;
                            case PROMOTE -> ActionKind.PROMOTE;
                            case KILL_SWITCH -> ActionKind.KILL_SWITCH;
                        })
                .setStep(steps.get(step.number() - 1).name())
                .setStepNumber(step.number())
                .setStepCount(steps.size())
                .setOutcome(kind(step.outcome()))
                .setFinished(step.finished())
                .setStartedAt(startedAt)
                .setDurationMicros(Math.max(0, took.toNanos() / 1_000))
                .setDetail(cut(step.outcome().detail()))
                .setDryRun(dryRun)
                .setExecutor(executor)
                .build();
    }

    /** What a record says of its step. */
    public static RecordedStep fromWire(ActionOutcome record) {
        String detail = record.getDetail();
        StepOutcome outcome =
                switch (record.getOutcome()) {
                    case APPLIED -> new StepOutcome.Applied(detail);
                    case ALREADY_IN_EFFECT -> new StepOutcome.AlreadyInEffect(detail);
                    case SUPERSEDED -> new StepOutcome.Superseded(detail);
                    case REFUSED -> new StepOutcome.Refused(detail);
                    case UNREACHABLE -> new StepOutcome.Unreachable(detail);
                };
        return new RecordedStep(record.getStepNumber(), outcome, record.getFinished());
    }

    private static dev.kanit.wire.StepOutcome kind(StepOutcome outcome) {
        return switch (outcome) {
            case StepOutcome.Applied _ -> dev.kanit.wire.StepOutcome.APPLIED;
            case StepOutcome.AlreadyInEffect _ -> dev.kanit.wire.StepOutcome.ALREADY_IN_EFFECT;
            case StepOutcome.Superseded _ -> dev.kanit.wire.StepOutcome.SUPERSEDED;
            case StepOutcome.Refused _ -> dev.kanit.wire.StepOutcome.REFUSED;
            case StepOutcome.Unreachable _ -> dev.kanit.wire.StepOutcome.UNREACHABLE;
        };
    }

    private static String cut(String detail) {
        return detail.length() <= Limits.MAX_DETAIL_LENGTH
                ? detail
                : detail.substring(0, Limits.MAX_DETAIL_LENGTH - 1) + "…";
    }
}
