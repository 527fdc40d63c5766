package dev.kanit.executor.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps of an action, and where it goes on given what the log holds of it.
 *
 * <p>A deciding step that failed ends the action as failed. The others of a rollback
 * (compatibility, restart, baseline) are recorded as they end, and the action goes on: users are
 * back on the stable version by then, and the last record says what is missing.
 */
public final class ActionPlan {

    private ActionPlan() {}

    /** Every step of {@code order}, in order; never empty. */
    public static List<Step> steps(Order order) {
        return switch (order.kind()) {
            case SET_WEIGHT ->
                    List.of(
                            new Step.SetWeight(order.weightPercent(), order.value()),
                            new Step.VerifyHealth(true));
            case ROLL_BACK ->
                    List.of(
                            new Step.StopCanary(),
                            new Step.RestoreVersion(order.stableVersion()),
                            new Step.CheckCompatibility(order.stableVersion()),
                            new Step.Restart(),
                            new Step.VerifyHealth(false),
                            new Step.VerifyBaseline());
            case MITIGATE -> List.of(new Step.ApplySettings(order.settings()));
            case PROMOTE ->
                    List.of(
                            new Step.Promote(order.canaryVersion()),
                            new Step.VerifyPromotion(order.canaryVersion()));
            case KILL_SWITCH -> List.of(new Step.SwitchOff(), new Step.VerifySwitchedOff());
        };
    }

    /** Where to go on after {@code recorded}, which holds this action's records, oldest first. */
    public static Next next(Order order, List<RecordedStep> recorded) {
        if (recorded.stream().anyMatch(RecordedStep::finished)) {
            return new Next.Ended();
        }
        List<Step> steps = steps(order);
        for (int number = 1; number <= steps.size(); number++) {
            Step step = steps.get(number - 1);
            if (isDone(step, latest(recorded, number))) {
                continue;
            }
            Optional<StepOutcome> before = latest(recorded, number - 1);
            if (step instanceof Step.Restart
                    && before.isPresent()
                    && before.get() instanceof StepOutcome.Refused) {
                return new Next.Leave(
                        number,
                        new StepOutcome.Refused(
                                "not restarted: "
                                        + order.stableVersion()
                                        + " may not run on today's database"));
            }
            return new Next.Take(number, step);
        }
        return new Next.Conclude(conclusion(order, recorded));
    }

    /**
     * The records to write when step {@code number} has ended with {@code outcome}: usually one;
     * two when the last step failed and the action nevertheless did what it was for.
     */
    public static List<RecordedStep> records(
            Order order, List<RecordedStep> recorded, int number, StepOutcome outcome) {
        Step step = steps(order).get(number - 1);
        boolean isOvertaken = outcome instanceof StepOutcome.Superseded;
        if (isOvertaken || (step.isDeciding() && !outcome.isSuccess())) {
            String done = told(order, recorded);
            String words =
                    step.name()
                            + ": "
                            + outcome.detail()
                            + (done.isEmpty() ? "" : "; done before: " + done);
            return List.of(new RecordedStep(number, outcome.saying(words), true));
        }
        RecordedStep open = new RecordedStep(number, outcome, false);
        List<RecordedStep> all = new ArrayList<>(recorded);
        all.add(open);
        if (!(next(order, all) instanceof Next.Conclude(RecordedStep last))) {
            return List.of(open);
        }
        return outcome.isSuccess() ? List.of(last) : List.of(open, last);
    }

    private static boolean isDone(Step step, Optional<StepOutcome> outcome) {
        return outcome.isPresent() && (outcome.get().isSuccess() || !step.isDeciding());
    }

    private static RecordedStep conclusion(Order order, List<RecordedStep> recorded) {
        boolean hasChanged =
                recorded.stream().anyMatch(one -> one.outcome() instanceof StepOutcome.Applied);
        String words = told(order, recorded);
        return new RecordedStep(
                steps(order).size(),
                hasChanged
                        ? new StepOutcome.Applied(words)
                        : new StepOutcome.AlreadyInEffect(words),
                true);
    }

    private static String told(Order order, List<RecordedStep> recorded) {
        List<String> parts = new ArrayList<>();
        List<Step> steps = steps(order);
        for (int number = 1; number <= steps.size(); number++) {
            Step step = steps.get(number - 1);
            latest(recorded, number)
                    .ifPresent(
                            outcome ->
                                    parts.add(
                                            step.name()
                                                    + (outcome.isSuccess() ? ": " : " NOT DONE: ")
                                                    + outcome.detail()));
        }
        return String.join("; ", parts);
    }

    private static Optional<StepOutcome> latest(List<RecordedStep> recorded, int number) {
        return recorded.stream()
                .filter(one -> one.number() == number)
                .reduce((_, later) -> later)
                .map(RecordedStep::outcome);
    }
}
