package dev.kanit.replay.backtest;

import dev.kanit.codec.plan.PlanFile;
import dev.kanit.codec.plan.PlanReader;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.replay.AskedTwice;
import dev.kanit.replay.UnreadablePlanException;
import dev.kanit.replay.WhatIf;
import dev.kanit.schemas.MalformedRecordException;
import java.util.HashMap;
import java.util.Map;

/**
 * A plan under test. A past rollout of the plan's service is asked about it; those of other
 * services are told apart. The plan's name does not matter: it changes with the release.
 */
public final class Backtest {

    private final PlanFile plan;
    private final Labels labels;
    private final Map<String, String> bundleOf = new HashMap<>();

    /**
     * @param plan under test
     * @param labels what people know better than the recording
     */
    public Backtest(PlanFile plan, Labels labels) {
        this.plan = plan;
        this.labels = labels;
    }

    /** Asks the plan about one rollout, whose evidence was verified. */
    public PastCase ask(PastRollout past) {
        String rolloutId = past.rollout().rolloutId();
        String other = bundleOf.putIfAbsent(rolloutId, past.bundle());
        if (other != null) {
            return unusable(
                    past, "DUPLICATE: rollout %s is in %s, too".formatted(rolloutId, other));
        }
        return switch (PlanReader.read(past.plan())) {
            case PlanReading.Rejected rejected ->
                    unusable(
                            past,
                            "PLAN_UNREADABLE: " + rejected.errors().getFirst().inFile("plan.yaml"));
            case PlanReading.Accepted(PlanFile own) -> {
                String service = own.plan().service();
                yield service.equals(plan.plan().service())
                        ? compare(past)
                        : new PastCase.NotApplicable(
                                past.bundle(),
                                "service: %s (expected: %s)"
                                        .formatted(service, plan.plan().service()));
            }
        };
    }

    private PastCase compare(PastRollout past) {
        try {
            return switch (WhatIf.beside(past.rollout(), plan.text())) {
                case AskedTwice.NotAskable(String why) -> unusable(past, why);
                case AskedTwice.Answered answered -> compare(past, answered);
            };
        } catch (UnreadablePlanException unreadable) {
            return unusable(past, "PLAN_UNREADABLE: " + unreadable.getMessage());
        } catch (MalformedRecordException unreadable) {
            return unusable(past, "DECISION_UNREADABLE: " + unreadable.getMessage());
        }
    }

    private PastCase compare(PastRollout past, AskedTwice.Answered answered) {
        Course then = Course.of(answered.recorded());
        if (!then.isDecided()) {
            return unusable(
                    past,
                    "NEVER_CLOSED: the recording ends while %s (expected: at the rollout's end)"
                            .formatted(then.phase().isEmpty() ? "nothing ran" : then.phase()));
        }
        String rolloutId = past.rollout().rolloutId();
        Truth truth = labels.of(past.bundle(), rolloutId).orElseGet(() -> Truth.of(then));
        return new PastCase.Compared(
                new Comparison(
                        past.bundle(),
                        rolloutId,
                        truth,
                        then,
                        Course.of(answered.before()),
                        Course.of(answered.now()),
                        answered.changed().size(),
                        answered.changed()));
    }

    private static PastCase unusable(PastRollout past, String reason) {
        return new PastCase.Unusable(past.bundle(), reason);
    }
}
