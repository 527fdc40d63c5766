package dev.kanit.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.ledger.bundle.BundleContent;
import dev.kanit.ledger.bundle.BundleVerifier;
import dev.kanit.ledger.bundle.FindingCode;
import dev.kanit.ledger.bundle.Outcome;
import dev.kanit.ledger.bundle.Verdict;
import dev.kanit.ledger.bundle.Verification;
import dev.kanit.ledger.note.TrustPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bundles that releases have written, of real rollouts on a real broker, still verify and still
 * replay to the same decisions. They are never written again: where this fails, a meaning changed.
 */
final class GoldenBundleTest {

    private static final Path RELEASES = Path.of("src/test/resources/golden");

    @ParameterizedTest(name = "release {0}")
    @ValueSource(strings = "0.1.0")
    void aReleasedBundleStillVerifiesAndReplays(String release) throws Exception {
        Path directory = RELEASES.resolve(release);
        TrustPolicy policy =
                TrustPolicy.parse(Files.readAllBytes(directory.resolve("trust.policy")));
        Verification verification =
                BundleVerifier.verify(
                        directory.resolve("rolled-back.evidence.zip"), Optional.of(policy));

        assertThat(verification.verdict()).isEqualTo(Verdict.VALID_WITH_LIMITS);
        BundleContent content = verification.content().orElseThrow();
        RecordedRollout rollout = RecordedRollout.of(verification.rollout().orElseThrow(), content);
        assertThat(DecisionCheck.of(rollout, content.plan(), false)).isEmpty();
        ReplayReport report = Replay.of(rollout);
        assertThat(report.changedDecisions()).isEmpty();
        assertThat(report.match()).isEqualTo(12);
    }

    /** It was killed in the middle, and three records under its id were no part of it. */
    @ParameterizedTest
    @ValueSource(strings = "0.1.0")
    void aReleasedBundleOfACompletedRolloutStillVerifiesAndReplays(String release)
            throws Exception {
        Path directory = RELEASES.resolve(release);
        TrustPolicy policy =
                TrustPolicy.parse(Files.readAllBytes(directory.resolve("completed.trust.policy")));
        Verification verification =
                BundleVerifier.verify(
                        directory.resolve("completed.evidence.zip"), Optional.of(policy));

        assertThat(verification.verdict()).isEqualTo(Verdict.VALID_WITH_LIMITS);
        assertThat(verification.outcome()).contains(Outcome.COMPLETED);
        assertThat(verification.findings()).anyMatch(one -> one.code() == FindingCode.OUTSIDE);
        BundleContent content = verification.content().orElseThrow();
        RecordedRollout rollout = RecordedRollout.of(verification.rollout().orElseThrow(), content);
        assertThat(DecisionCheck.of(rollout, content.plan(), true)).isEmpty();
        ReplayReport report = Replay.of(rollout);
        assertThat(report.changedDecisions()).isEmpty();
        assertThat(report.match()).isEqualTo(12);
    }
}
