package dev.kanit.replay;

import dev.kanit.codec.plan.PlanFile;
import dev.kanit.codec.plan.PlanOverlay;
import dev.kanit.codec.plan.PlanReader;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.codec.record.CommandRecords;
import dev.kanit.codec.run.BuildIdentity;
import dev.kanit.codec.run.Codecs;
import dev.kanit.codec.run.InputRecord;
import dev.kanit.codec.run.OutputRecord;
import dev.kanit.codec.run.RolloutRun;
import dev.kanit.codec.run.RolloutRunner;
import dev.kanit.decision.plan.Ritual;
import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.decision.rule.Rulebook;
import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.RolloutCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One rollout, run from its records as the evaluator runs it. Collects what it decides. */
final class RunOfOne {

    private final String rolloutId;
    private final RolloutRunner runner;
    private final Optional<String> otherPlan;
    private final boolean rulesAlone;
    private final List<OutputRecord> decisions = new ArrayList<>();
    private @Nullable RolloutRun run;

    /**
     * For questions: the plan's rules alone, without checks, approvals and freezes, whichever plan
     * is asked, so that two of them are asked the same.
     *
     * @param otherPlan to run by instead of the plan that the rollout was started with
     * @param identity who decided, by what the records say
     */
    RunOfOne(
            String rolloutId,
            Codecs codecs,
            Optional<String> otherPlan,
            Supplier<BuildIdentity> identity) {
        this(rolloutId, new RolloutRunner(codecs, identity), otherPlan, true);
    }

    /** By the plan that the rollout was started with. */
    RunOfOne(String rolloutId, RolloutRunner runner) {
        this(rolloutId, runner, Optional.empty(), false);
    }

    private RunOfOne(
            String rolloutId,
            RolloutRunner runner,
            Optional<String> otherPlan,
            boolean rulesAlone) {
        this.rolloutId = rolloutId;
        this.runner = runner;
        this.otherPlan = otherPlan;
        this.rulesAlone = rulesAlone;
    }

    /** Decisions so far, in order. */
    List<OutputRecord> decisions() {
        return decisions;
    }

    /**
     * Takes the rollout past one record.
     *
     * @throws UnreadablePlanException when it starts the rollout with a plan that is not sound
     */
    void accept(InputRecord record) throws UnreadablePlanException {
        RolloutRun known = run;
        try {
            if (known == null) {
                start(record);
            } else if (!RolloutRunner.isPassedOver(known, record.topic())) {
                runner.accept(known, record, this::said);
            }
        } catch (MalformedRecordException malformed) {
            if (known != null) {
                runner.unreadable(known, record, this::said);
            }
        }
    }

    private void start(InputRecord record) throws UnreadablePlanException {
        if (!record.topic().equals(TopicCatalogue.COMMANDS)) {
            return;
        }
        RolloutCommand command = runner.command(record, rolloutId);
        if (!CommandRecords.mayStart(command)) {
            return;
        }
        String recorded = command.getPlan() == null ? "" : command.getPlan();
        // A rehearsal ran faster than the plan says; other rules are asked at the same speed.
        Optional<String> other = Optional.empty();
        if (otherPlan.isPresent()) {
            PlanFile _ = sound(otherPlan.get());
            other = Optional.of(PlanOverlay.atSpeedOf(otherPlan.get(), recorded));
        }
        String plan = other.orElse(recorded);
        run = runner.start(rolloutId, plan, rules(plan, rulesAlone), command, record, this::said);
    }

    private void said(OutputRecord one) {
        if (one.topic().equals(TopicCatalogue.DECISIONS)) {
            decisions.add(one);
        }
    }

    /** Answers and approvals were given to the recorded plan, and to no other. */
    private static Rulebook rules(String plan, boolean rulesAlone) throws UnreadablePlanException {
        RolloutPlan read = sound(plan).plan();
        return new Rulebook(rulesAlone ? read.with(Ritual.NONE) : read);
    }

    /** What surrounds the stages of a plan and is not asked when another plan decides. */
    static List<String> notJudged(String plan) throws UnreadablePlanException {
        Ritual ritual = sound(plan).plan().ritual();
        List<String> parts = new ArrayList<>();
        if (ritual.checks().isPresent()) {
            parts.add("checks");
            parts.add("approvals");
        }
        ritual.freeze().ifPresent(_ -> parts.add("freeze"));
        ritual.night().ifPresent(_ -> parts.add("night"));
        if (ritual.promote()) {
            parts.add("promote");
        }
        return parts;
    }

    private static PlanFile sound(String plan) throws UnreadablePlanException {
        return switch (PlanReader.read(plan)) {
            case PlanReading.Accepted(PlanFile file) -> file;
            case PlanReading.Rejected rejected ->
                    throw new UnreadablePlanException(rejected.inFile("plan"));
        };
    }
}
