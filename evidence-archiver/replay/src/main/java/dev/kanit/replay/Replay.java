package dev.kanit.replay;

import dev.kanit.codec.run.BuildIdentity;
import dev.kanit.codec.run.Codecs;
import dev.kanit.codec.run.InputRecord;
import dev.kanit.codec.run.OutputRecord;
import dev.kanit.replay.ChangedDecision.Verdict;
import dev.kanit.replay.InputOrder.Inputs;
import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.wire.RolloutDecision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Decides everything again from the recorded inputs, and compares byte for byte. The version and
 * build that stand in a decision are taken from the record: they say who decided, not what.
 */
public final class Replay {

    private final RecordedRollout rollout;
    private final Codecs codecs;
    private final InputOrder order;

    private Replay(RecordedRollout rollout) {
        this.rollout = rollout;
        this.codecs = Codecs.offline(rollout.schemas());
        this.order = new InputOrder(rollout);
    }

    /** Replays a rollout by the rules that it was started with. */
    public static ReplayReport of(RecordedRollout rollout) {
        return new Replay(rollout).run();
    }

    private ReplayReport run() {
        List<RecordedDecision> recorded;
        try {
            recorded = Decisions.of(rollout, codecs);
        } catch (MalformedRecordException unreadable) {
            return nothing("DECISION_UNREADABLE: " + unreadable.getMessage());
        }
        if (recorded.isEmpty() || recorded.getFirst().decision().getSequence() != 1) {
            return nothing("NO_BEGINNING: the first decision is not there (expected: sequence 1)");
        }
        if (recorded.stream().noneMatch(one -> one.decision().getClosing() != null)) {
            return nothing("NEVER_CLOSED: no decision closes the rollout (expected: the last)");
        }
        Optional<DecisionFinding> skipped =
                DecisionCheck.skipped(rollout, recorded).stream().findFirst();
        if (skipped.isPresent()) {
            return nothing("INPUT_SKIPPED: " + skipped.get().text());
        }
        RunOfOne[] run = new RunOfOne[1];
        run[0] =
                new RunOfOne(
                        rollout.rolloutId(),
                        codecs,
                        Optional.empty(),
                        () -> whoDecided(recorded, run[0].decisions().size()));
        String stopped = feed(recorded, run[0]);
        return compare(recorded, run[0].decisions(), stopped);
    }

    /** Feeds all inputs; tells why it had to stop, empty when it did not. */
    private String feed(List<RecordedDecision> recorded, RunOfOne run) {
        for (RecordedDecision one : recorded) {
            switch (order.of(one.decision().getInputs())) {
                case Inputs.Missing(String why) -> {
                    return why;
                }
                case Inputs.Found(List<InputRecord> records) -> {
                    for (InputRecord record : records) {
                        try {
                            run.accept(record);
                        } catch (UnreadablePlanException plan) {
                            return "PLAN_UNREADABLE: " + plan.getMessage();
                        }
                    }
                }
            }
        }
        return "";
    }

    private ReplayReport compare(
            List<RecordedDecision> recorded, List<OutputRecord> replayed, String stopped) {
        List<ChangedDecision> changed = new ArrayList<>();
        int match = 0;
        int mismatch = 0;
        int notReplayable = 0;
        for (int index = 0; index < Math.max(recorded.size(), replayed.size()); index++) {
            if (index >= recorded.size()) {
                RolloutDecision extra = codecs.decisions().decode(replayed.get(index).value());
                changed.add(
                        new ChangedDecision(
                                extra.getSequence(),
                                Verdict.MISMATCH,
                                "",
                                Decisions.inWords(extra),
                                List.of(),
                                ""));
                mismatch++;
                continue;
            }
            RecordedDecision was = recorded.get(index);
            if (index < replayed.size()) {
                byte[] again = replayed.get(index).value();
                if (isSame(was, again)) {
                    match++;
                } else {
                    changed.add(difference(was, codecs.decisions().decode(again)));
                    mismatch++;
                }
            } else {
                Verdict verdict = stopped.isEmpty() ? Verdict.MISMATCH : Verdict.NOT_REPLAYABLE;
                changed.add(
                        new ChangedDecision(
                                was.decision().getSequence(),
                                verdict,
                                Decisions.inWords(was.decision()),
                                "",
                                List.of(),
                                stopped));
                mismatch += verdict == Verdict.MISMATCH ? 1 : 0;
                notReplayable += verdict == Verdict.NOT_REPLAYABLE ? 1 : 0;
            }
        }
        return new ReplayReport(
                recorded.size(), match, mismatch, notReplayable, false, changed, List.of());
    }

    /**
     * Bytes when they were written with today's schema, else all that today's schema knows. The
     * predecessor's digest is then one of other bytes; that each decision names its predecessor as
     * it was recorded, {@link DecisionCheck} says.
     */
    private boolean isSame(RecordedDecision was, byte[] again) {
        boolean isOfToday = Decisions.schemaOf(was.value()) == codecs.decisions().writerSchemaId();
        if (isOfToday) {
            return Arrays.equals(was.value(), again);
        }
        RolloutDecision now = codecs.decisions().decode(again);
        now.setPreviousDigest(was.decision().getPreviousDigest());
        return was.decision().equals(now);
    }

    private static ChangedDecision difference(RecordedDecision was, RolloutDecision now) {
        return new ChangedDecision(
                was.decision().getSequence(),
                Verdict.MISMATCH,
                Decisions.inWords(was.decision()),
                Decisions.inWords(now),
                Decisions.differingFields(was.decision(), now),
                "");
    }

    private static BuildIdentity whoDecided(List<RecordedDecision> recorded, int index) {
        RolloutDecision one = recorded.get(Math.min(index, recorded.size() - 1)).decision();
        return new BuildIdentity(one.getEvaluatorVersion(), one.getEvaluatorBuild());
    }

    private static ReplayReport nothing(String why) {
        return new ReplayReport(0, 0, 0, 1, false, List.of(), List.of(why));
    }
}
