package dev.kanit.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.codec.run.Codecs;
import dev.kanit.codec.run.InputRecord;
import dev.kanit.replay.DecisionFinding.Code;
import dev.kanit.replay.InputOrder.Inputs;
import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.InputSpan;
import dev.kanit.wire.RolloutDecision;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether decisions agree with the records around them, without deciding anything again: their
 * inputs, their predecessors, the plan and the outcome.
 */
public final class DecisionCheck {

    private final RecordedRollout rollout;
    private final List<DecisionFinding> findings = new ArrayList<>();

    private DecisionCheck(RecordedRollout rollout) {
        this.rollout = rollout;
    }

    /**
     * Checks all decisions.
     *
     * @param plan text that the bundle names as the plan
     * @param isCompleted whether the bundle says that the rollout completed; else it says that it
     *     was rolled back
     */
    public static List<DecisionFinding> of(
            RecordedRollout rollout, String plan, boolean isCompleted) {
        DecisionCheck check = new DecisionCheck(rollout);
        try {
            check.run(plan, isCompleted);
        } catch (MalformedRecordException unreadable) {
            check.find(Code.DECISION_UNREADABLE, 0, String.valueOf(unreadable.getMessage()));
        }
        return List.copyOf(check.findings);
    }

    /** Records that lie between the inputs of decisions and belong to none. */
    static List<DecisionFinding> skipped(
            RecordedRollout rollout, List<RecordedDecision> decisions) {
        DecisionCheck check = new DecisionCheck(rollout);
        InputOrder order = new InputOrder(rollout);
        Map<String, Long> readTo = new TreeMap<>();
        decisions.forEach(one -> check.checkSkipped(order, one.decision(), readTo));
        return check.findings;
    }

    private void run(String plan, boolean isCompleted) {
        List<RecordedDecision> decisions = Decisions.of(rollout, Codecs.offline(rollout.schemas()));
        InputOrder order = new InputOrder(rollout);
        Map<String, Long> readTo = new TreeMap<>();
        byte[] previous = {};
        for (RecordedDecision one : decisions) {
            RolloutDecision decision = one.decision();
            checkInputs(order, decision);
            checkSkipped(order, decision, readTo);
            if (!ByteBuffer.wrap(previous).equals(decision.getPreviousDigest())) {
                find(
                        Code.PREDECESSOR_DIFFERS,
                        decision.getSequence(),
                        "previousDigest (expected: SHA-256 of the decision before)");
            }
            previous = sha256(one.value());
            checkPlan(decision, plan);
        }
        checkOutcome(decisions, isCompleted);
    }

    private void checkInputs(InputOrder order, RolloutDecision decision) {
        if (order.of(decision.getInputs()) instanceof Inputs.Missing(String why)) {
            Code code = why.startsWith("INPUT_DIFFERS") ? Code.INPUT_DIFFERS : Code.INPUT_MISSING;
            find(code, decision.getSequence(), why);
        }
    }

    /** Records with a value that lie between two spans were read and named by nobody. */
    private void checkSkipped(
            InputOrder order, RolloutDecision decision, Map<String, Long> readTo) {
        for (InputSpan span : decision.getInputs()) {
            Long last = readTo.get(span.getTopic());
            if (last != null) {
                for (InputRecord between :
                        order.between(span.getTopic(), last + 1, span.getFirstOffset() - 1)) {
                    find(
                            Code.INPUT_SKIPPED,
                            decision.getSequence(),
                            "%s@%d is an input of no decision (expected: of one)"
                                    .formatted(span.getTopic(), between.offset()));
                }
            }
            readTo.merge(span.getTopic(), span.getLastOffset(), Math::max);
        }
    }

    private void checkPlan(RolloutDecision decision, String plan) {
        String text = decision.getPlan();
        if (text != null && !text.equals(plan)) {
            find(
                    Code.PLAN_DIFFERS,
                    decision.getSequence(),
                    "plan.yaml (expected: the text that the rollout was started with)");
        }
        String digest = HexFormat.of().formatHex(sha256(plan.getBytes(UTF_8)));
        if (!decision.getPlanDigest().equals(digest)) {
            find(
                    Code.PLAN_DIFFERS,
                    decision.getSequence(),
                    "planDigest: %s (expected: %s, of plan.yaml)"
                            .formatted(decision.getPlanDigest(), digest));
        }
    }

    private void checkOutcome(List<RecordedDecision> decisions, boolean isCompleted) {
        for (RecordedDecision one : decisions) {
            if (one.decision().getClosing() != null) {
                boolean was = one.decision().getKind() == DecisionKind.COMPLETED;
                if (was != isCompleted) {
                    find(
                            Code.OUTCOME_DIFFERS,
                            one.decision().getSequence(),
                            "%s closed the rollout (expected: what the manifest says)"
                                    .formatted(one.decision().getKind()));
                }
            }
        }
    }

    private void find(Code code, long sequence, String text) {
        findings.add(new DecisionFinding(code, sequence, text));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
