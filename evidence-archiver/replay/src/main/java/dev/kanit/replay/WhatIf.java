package dev.kanit.replay;

import dev.kanit.codec.run.BuildIdentity;
import dev.kanit.codec.run.Codecs;
import dev.kanit.codec.run.InputRecord;
import dev.kanit.codec.run.OutputRecord;
import dev.kanit.replay.ChangedDecision.Verdict;
import dev.kanit.replay.InputOrder.Inputs;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.InputSpan;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.StepOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks other rules what they would have decided from the same inputs. Orders that were never given
 * have no recorded outcomes, so every order counts as carried out at once; and what the canary
 * would have measured at another weight nobody knows: the answer is about the rules, not about the
 * release. It ends where the recorded inputs end.
 */
public final class WhatIf {

    private static final String NOTHING_HAPPENED =
            "WHAT_IF: the same inputs under another plan; nothing of this happened";
    private static final byte[] NO_LEAF = new byte[32];

    private final RecordedRollout rollout;
    private final Codecs codecs;
    private final List<InputRecord> inputs = new ArrayList<>();
    private long orders;

    private WhatIf(RecordedRollout rollout) {
        this.rollout = rollout;
        this.codecs = Codecs.offline(rollout.schemas());
    }

    /**
     * Runs a rollout's inputs by another plan.
     *
     * @throws UnreadablePlanException when the plan is not sound
     */
    public static ReplayReport of(RecordedRollout rollout, String plan)
            throws UnreadablePlanException {
        return new WhatIf(rollout).run(plan);
    }

    /**
     * Asks a rollout's own plan and another one in the same way. What differs between the two
     * answers is the plans' doing, and not that of orders that count as carried out at once. Of
     * both only the stages and the watch are judged, not what surrounds them.
     *
     * @throws UnreadablePlanException when one of the plans is not sound
     */
    public static AskedTwice beside(RecordedRollout rollout, String plan)
            throws UnreadablePlanException {
        WhatIf whatIf = new WhatIf(rollout);
        List<RecordedDecision> recorded = Decisions.of(rollout, whatIf.codecs);
        Optional<String> missing = whatIf.gather(recorded);
        if (missing.isPresent()) {
            return new AskedTwice.NotAskable(missing.get());
        }
        // The own plan is asked for its stages alone, too: what surrounds them is not judged for
        // the other one, and must not pass for a difference.
        List<RolloutDecision> before =
                whatIf.decide(recorded.stream().findFirst().map(one -> one.decision().getPlan()));
        List<RolloutDecision> now = whatIf.decide(Optional.of(plan));
        return new AskedTwice.Answered(
                decoded(recorded), before, now, compare(before, now, List.of()).changedDecisions());
    }

    private ReplayReport run(String plan) throws UnreadablePlanException {
        List<RecordedDecision> recorded = Decisions.of(rollout, codecs);
        Optional<String> missing = gather(recorded);
        if (missing.isPresent()) {
            return new ReplayReport(
                    recorded.size(),
                    0,
                    0,
                    Math.max(1, recorded.size()),
                    true,
                    List.of(),
                    List.of(missing.get()));
        }
        return compare(decoded(recorded), decide(Optional.of(plan)), notes(recorded, plan));
    }

    /** Silence about what was not asked would pass for an answer. */
    private static List<String> notes(List<RecordedDecision> recorded, String plan)
            throws UnreadablePlanException {
        List<String> notes = new ArrayList<>();
        notes.add(NOTHING_HAPPENED);
        List<String> parts = RunOfOne.notJudged(plan);
        String before = recorded.isEmpty() ? null : recorded.getFirst().decision().getPlan();
        if (!parts.isEmpty()) {
            notes.add(
                    "NOT_JUDGED: "
                            + String.join(", ", parts)
                            + " of this plan: answers and approvals were given to the recorded"
                            + " one. The first stage begins at the start, and the watch is a plain"
                            + " one");
        }
        if (before != null && !RunOfOne.notJudged(before).isEmpty()) {
            notes.add(
                    "NOT_COMPARED: "
                            + String.join(", ", RunOfOne.notJudged(before))
                            + " of the recorded plan: decisions that follow from them have no"
                            + " counterpart and count as different");
        }
        return notes;
    }

    /** Takes the gathered inputs through a plan; the recorded one when none is given. */
    private List<RolloutDecision> decide(Optional<String> plan) throws UnreadablePlanException {
        orders = 0;
        RunOfOne run =
                new RunOfOne(
                        rollout.rolloutId(), codecs, plan, () -> new BuildIdentity("what-if", ""));
        for (InputRecord input : inputs) {
            run.accept(input);
            answer(run, input.timestampMillis());
        }
        return run.decisions().stream()
                .map(OutputRecord::value)
                .map(codecs.decisions()::decode)
                .toList();
    }

    private static List<RolloutDecision> decoded(List<RecordedDecision> recorded) {
        return recorded.stream().map(RecordedDecision::decision).toList();
    }

    /** All inputs but outcomes, in recorded order, then those that no decision names any more. */
    private Optional<String> gather(List<RecordedDecision> recorded) {
        InputOrder order = new InputOrder(rollout);
        Map<String, Long> read = new HashMap<>();
        for (RecordedDecision one : recorded) {
            switch (order.of(one.decision().getInputs())) {
                case Inputs.Missing(String why) -> {
                    return Optional.of(why);
                }
                case Inputs.Found(List<InputRecord> records) -> records.forEach(this::take);
            }
            for (InputSpan span : one.decision().getInputs()) {
                read.merge(span.getTopic(), span.getLastOffset(), Math::max);
            }
        }
        List<InputRecord> rest = new ArrayList<>();
        for (String topic : rollout.topics().keySet()) {
            if (topic.equals(TopicCatalogue.SIGNALS) || topic.equals(TopicCatalogue.TICKS)) {
                rest.addAll(order.after(topic, read.getOrDefault(topic, -1L)));
            }
        }
        rest.sort(Comparator.comparingLong(InputRecord::timestampMillis));
        rest.forEach(this::take);
        return inputs.isEmpty()
                ? Optional.of("NO_BEGINNING: no inputs (expected: some)")
                : Optional.empty();
    }

    private void take(InputRecord record) {
        if (!record.topic().equals(TopicCatalogue.ACTIONS)) {
            inputs.add(record);
        }
    }

    /** Every order is carried out at once; its outcome may lead to the next order. */
    private void answer(RunOfOne run, long atMillis) throws UnreadablePlanException {
        while (orders < run.decisions().size()) {
            RolloutDecision decision =
                    codecs.decisions().decode(run.decisions().get((int) orders).value());
            orders++;
            if (decision.getOrder() != null) {
                ActionOutcome outcome =
                        ActionOutcome.newBuilder()
                                .setRolloutId(rollout.rolloutId())
                                .setActionId(decision.getDecisionId())
                                .setGeneration(decision.getGeneration())
                                .setKind(decision.getOrder().getKind())
                                .setStep("what-if")
                                .setStepNumber(1)
                                .setStepCount(1)
                                .setOutcome(StepOutcome.APPLIED)
                                .setFinished(true)
                                .setStartedAt(Instant.ofEpochMilli(atMillis))
                                .setDurationMicros(0)
                                .setExecutor("what-if")
                                .build();
                run.accept(
                        new InputRecord(
                                TopicCatalogue.ACTIONS,
                                0,
                                orders,
                                atMillis,
                                codecs.actions().encode(outcome),
                                NO_LEAF));
            }
        }
    }

    private static ReplayReport compare(
            List<RolloutDecision> recorded, List<RolloutDecision> replayed, List<String> notes) {
        Alignment alignment =
                Alignment.of(
                        recorded.stream().map(Decisions::essence).toList(),
                        replayed.stream().map(Decisions::essence).toList());
        List<ChangedDecision> changed = new ArrayList<>();
        for (int index : alignment.onlyLeft()) {
            RolloutDecision one = recorded.get(index);
            changed.add(changed(one.getSequence(), Decisions.inWords(one), ""));
        }
        for (int index : alignment.onlyRight()) {
            RolloutDecision one = replayed.get(index);
            changed.add(changed(one.getSequence(), "", Decisions.inWords(one)));
        }
        changed.sort(Comparator.comparingLong(ChangedDecision::sequence));
        return new ReplayReport(
                recorded.size(), alignment.common(), changed.size(), 0, true, changed, notes);
    }

    private static ChangedDecision changed(long sequence, String recorded, String replayed) {
        return new ChangedDecision(sequence, Verdict.MISMATCH, recorded, replayed, List.of(), "");
    }
}
