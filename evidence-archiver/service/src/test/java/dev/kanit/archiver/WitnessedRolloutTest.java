package dev.kanit.archiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.archiver.keys.ArchiverKeys;
import dev.kanit.archiver.report.ReportSpec;
import dev.kanit.archiver.witness.WitnessServer;
import dev.kanit.archiver.witness.WitnessSettings;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.bundle.BundleContent;
import dev.kanit.ledger.bundle.BundleVerifier;
import dev.kanit.ledger.bundle.Finding;
import dev.kanit.ledger.bundle.FindingCode;
import dev.kanit.ledger.bundle.Verdict;
import dev.kanit.ledger.bundle.Verification;
import dev.kanit.ledger.note.NoteSigner;
import dev.kanit.ledger.note.SignatureType;
import dev.kanit.ledger.note.TrustPolicy;
import dev.kanit.ledger.store.DirectoryStore;
import dev.kanit.ledger.witness.Witness;
import dev.kanit.replay.DecisionCheck;
import dev.kanit.replay.RecordedRollout;
import dev.kanit.replay.Replay;
import dev.kanit.replay.ReplayReport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rollout from its records on a broker to its bundle, which a witness has seen or has not.
 * Conformance 25: on a cluster with another number of partitions its decisions are the same bytes.
 */
final class WitnessedRolloutTest {

    private static final ReleasedRollout ROLLOUT = new ReleasedRollout();

    @TempDir Path directory;

    private final NoteSigner signer =
            NoteSigner.generate("witness.example/w1", SignatureType.COSIGNATURE);
    private Path root;

    @BeforeAll
    static void happen() throws Exception {
        ROLLOUT.happen();
    }

    @AfterAll
    static void close() {
        ROLLOUT.close();
    }

    @BeforeEach
    void findRoot() {
        root = directory.resolve("evidence");
    }

    @Test
    void aBundleIsValidByAPolicyThatDemandsTheWitnessWhoCosignedItAndByNoOther() throws Exception {
        Witness witness = witness();
        try (WitnessServer server = serve(witness)) {
            Path bundle = archive(server.address().getPort(), Duration.ofMinutes(1));
            TrustPolicy given = givenPolicy();

            Verification verification = BundleVerifier.verify(bundle, Optional.of(given));

            assertThat(verification.findings()).isEmpty();
            assertThat(verification.verdict()).isEqualTo(Verdict.VALID);
            assertThat(verification.counted().signatures())
                    .containsEntry(signer.key().toString(), 1L);
            BundleContent content = verification.content().orElseThrow();
            assertThat(witness.seen(LogId.headsOrigin(content.cluster()))).isPositive();
            RecordedRollout recorded = RecordedRollout.of(ROLLOUT.id, content);
            assertThat(DecisionCheck.of(recorded, content.plan(), false)).isEmpty();
            ReplayReport replayed = Replay.of(recorded);
            assertThat(replayed.changedDecisions()).isEmpty();
            assertThat(replayed.match()).isEqualTo(12);

            NoteSigner stranger = NoteSigner.generate("other.example/w", SignatureType.COSIGNATURE);
            assertQuorumIsNotMet(BundleVerifier.verify(bundle, demanding(given, stranger)));
        }
    }

    @Test
    void aBundleThatNoWitnessAnsweredForIsMadeAndIsInvalidByAPolicyThatDemandsOne()
            throws Exception {
        int nobody;
        try (WitnessServer gone = serve(witness())) {
            nobody = gone.address().getPort();
        }
        Path bundle = archive(nobody, Duration.ZERO);
        TrustPolicy given = givenPolicy();

        assertQuorumIsNotMet(BundleVerifier.verify(bundle, Optional.of(given)));
        Verification asksForNone =
                BundleVerifier.verify(
                        bundle,
                        Optional.of(
                                new TrustPolicy(
                                        given.logs(),
                                        given.witnesses(),
                                        given.groups(),
                                        TrustPolicy.NONE)));
        assertThat(asksForNone.verdict()).isEqualTo(Verdict.VALID_WITH_LIMITS);
        assertThat(asksForNone.findings())
                .extracting(Finding::code)
                .containsExactly(FindingCode.SINGLE_SIGNER, FindingCode.SELF_ASSERTED_TIME);
    }

    private static WitnessServer serve(Witness witness) throws Exception {
        return WitnessServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), witness);
    }

    /** Nothing of it is given to a reader, either. */
    private static void assertQuorumIsNotMet(Verification verification) {
        assertThat(verification.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(verification.findings())
                .extracting(Finding::code)
                .containsOnly(FindingCode.QUORUM_NOT_MET);
        assertThat(verification.content()).isEmpty();
    }

    private Witness witness() throws Exception {
        return new Witness(
                signer,
                TrustPolicy.parse(
                        "log %s\nquorum none\n".formatted(keys().current()).getBytes(UTF_8)),
                DirectoryStore.open(directory.resolve("witness")),
                InstantSource.system());
    }

    private ArchiverKeys keys() throws Exception {
        return ArchiverKeys.open(directory.resolve("keys"));
    }

    /** The policy that the archiver wrote for its auditors. */
    private TrustPolicy givenPolicy() throws Exception {
        TrustPolicy policy =
                TrustPolicy.parse(Files.readAllBytes(directory.resolve("trust.policy")));
        assertThat(policy.quorum()).isEqualTo("W1");
        return policy;
    }

    private static Optional<TrustPolicy> demanding(TrustPolicy policy, NoteSigner other)
            throws Exception {
        return Optional.of(
                TrustPolicy.parse(
                        "log %s\nwitness W2 %s\nquorum W2\n"
                                .formatted(policy.logs().getFirst().key(), other.key())
                                .getBytes(UTF_8)));
    }

    private Path archive(int port, Duration patience) throws Exception {
        Path witnesses =
                Files.writeString(
                        directory.resolve("witnesses"),
                        "witness W1 %s http://127.0.0.1:%d\nquorum W1\n"
                                .formatted(signer.key(), port));
        Path bundle =
                root.resolve("rollouts").resolve(ROLLOUT.id).resolve(ROLLOUT.id + ".evidence.zip");
        try (EvidenceArchiver _ =
                EvidenceArchiver.start(
                        new ArchiverSettings(ROLLOUT.settings(), root, Duration.ofMillis(20))
                                .withPublishEvery(Duration.ofMillis(50))
                                .withWitnesses(
                                        Optional.of(WitnessSettings.read(witnesses, patience))),
                        ROLLOUT.cluster.registry(),
                        _ -> new ReportSpec("released", List.of()))) {
            EvidenceTopics.await("a bundle", () -> Files.exists(bundle));
        }
        return bundle;
    }
}
