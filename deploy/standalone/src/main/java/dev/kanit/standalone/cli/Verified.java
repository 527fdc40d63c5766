package dev.kanit.standalone.cli;

import dev.kanit.ledger.bundle.BundleContent;
import dev.kanit.ledger.bundle.Outcome;
import dev.kanit.ledger.bundle.Verdict;
import dev.kanit.ledger.bundle.Verification;
import dev.kanit.replay.DecisionCheck;
import dev.kanit.replay.DecisionFinding;
import dev.kanit.replay.RecordedRollout;
import dev.kanit.replay.audit.AuditFacts;
import dev.kanit.replay.audit.AuditFinding;
import dev.kanit.replay.audit.CaseRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle is worth: the ledger's verdict on bytes, proofs and signatures, and whether the
 * decisions in it agree with their inputs, their predecessors, the plan and the outcome.
 *
 * @param ledger the ledger's part
 * @param decisions what does not agree
 * @param audit what an auditor would write down besides; it does not change the verdict
 * @param rollout the records; empty when nothing in the bundle can be believed
 */
record Verified(
        Verification ledger,
        List<DecisionFinding> decisions,
        List<AuditFinding> audit,
        Optional<RecordedRollout> rollout) {

    static Verified of(Path bundle, @Nullable Path policy) throws IOException {
        Verification ledger = BundleFile.verify(bundle, policy);
        if (ledger.content().isEmpty() || ledger.rollout().isEmpty()) {
            return new Verified(ledger, List.of(), List.of(), Optional.empty());
        }
        try {
            BundleContent content = ledger.content().get();
            RecordedRollout rollout = RecordedRollout.of(ledger.rollout().get(), content);
            boolean isCompleted = ledger.outcome().equals(Optional.of(Outcome.COMPLETED));
            return new Verified(
                    ledger,
                    DecisionCheck.of(rollout, content.plan(), isCompleted),
                    AuditFinding.of(AuditFacts.of(CaseRecords.of(rollout))),
                    Optional.of(rollout));
        } catch (RuntimeException | StackOverflowError strange) {
            // Signed by somebody, and yet made to confuse whoever reads it: worth nothing.
            DecisionFinding unreadable =
                    new DecisionFinding(
                            DecisionFinding.Code.DECISION_UNREADABLE, 0, String.valueOf(strange));
            return new Verified(ledger, List.of(unreadable), List.of(), Optional.empty());
        }
    }

    Verdict verdict() {
        boolean isForged = decisions.stream().anyMatch(one -> one.code().isForged());
        if (isForged || ledger.verdict() == Verdict.INVALID) {
            return Verdict.INVALID;
        }
        return decisions.isEmpty() ? ledger.verdict() : Verdict.INCOMPLETE;
    }

    /** The verdict and the first finding, for who refuses the bundle. */
    String why() {
        return verdict()
                + ": "
                + findings().stream()
                        .findFirst()
                        .map(one -> one.get("code") + " " + one.get("text"))
                        .orElse("not a bundle");
    }

    /** All findings, each with code, place and text. */
    List<Map<String, String>> findings() {
        List<Map<String, String>> findings = new ArrayList<>();
        ledger.findings()
                .forEach(
                        one ->
                                findings.add(
                                        finding(
                                                one.code().name(),
                                                one.where().toString(),
                                                one.sentence())));
        decisions.forEach(
                one ->
                        findings.add(
                                finding(
                                        one.code().name(),
                                        "decision " + one.sequence(),
                                        one.text())));
        audit.forEach(one -> findings.add(finding(one.code().name(), "rollout", one.text())));
        return findings;
    }

    private static Map<String, String> finding(String code, String where, String text) {
        Map<String, String> finding = new LinkedHashMap<>();
        finding.put("code", code);
        finding.put("where", where);
        finding.put("text", text);
        return finding;
    }
}
