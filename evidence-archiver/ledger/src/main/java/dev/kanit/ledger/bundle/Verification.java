package dev.kanit.ledger.bundle;

import java.util.List;
import java.util.Optional;

/**
 * What came of verifying a bundle.
 *
 * @param findings what keeps it from being {@link Verdict#VALID}; empty exactly when it is
 * @param omittedFindings how many more there are
 * @param rollout whose bundle it says that it is; empty when its manifest cannot be read
 * @param outcome what it says of the rollout, likewise
 * @param content what was verified; empty when the verdict is {@link Verdict#INVALID}
 */
public record Verification(
        Verdict verdict,
        List<Finding> findings,
        long omittedFindings,
        Counted counted,
        Optional<String> rollout,
        Optional<Outcome> outcome,
        Optional<BundleContent> content) {

    public Verification {
        findings = List.copyOf(findings);
        if (findings.isEmpty() != (verdict == Verdict.VALID)) {
            throw new IllegalArgumentException(
                    "findings: %d (expected: some unless VALID)".formatted(findings.size()));
        }
        if (content.isPresent() && verdict == Verdict.INVALID) {
            throw new IllegalArgumentException("content: of an invalid bundle (expected: none)");
        }
    }
}
