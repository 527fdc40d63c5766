package dev.kanit.ledger.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.NoteSigner;
import dev.kanit.ledger.note.SignatureType;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.note.TlogProof;
import dev.kanit.ledger.segment.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BundleVerifierTest {

    private static final String ROLLOUT = "shop-1";

    private final BundleArchive archive = BundleArchive.ofTwoRollouts();

    @Test
    void aWitnessedBundleIsValidByAPolicy() throws Exception {
        byte[] zip = archive.witnessed().zip(ROLLOUT);

        Verification verification = BundleVerifier.verify(zip, archive.policy("W1"));

        assertThat(verification.findings()).isEmpty();
        assertThat(verification.verdict()).isEqualTo(Verdict.VALID);
        assertThat(verification.rollout()).contains(ROLLOUT);
        assertThat(verification.outcome()).contains(Outcome.COMPLETED);
        Counted counted = verification.counted();
        assertThat(counted.records()).isEqualTo(13);
        assertThat(counted.leaves()).isEqualTo(8 + 11 + 5);
        assertThat(counted.proofs()).as("range and head per topic, decisions").isEqualTo(3 * 2 + 4);
        assertThat(counted.signatures())
                .hasSize(6)
                .containsEntry(archive.witness.key().toString(), 1L)
                .containsEntry(
                        archive.key.named("kanit/" + BundleArchive.CLUSTER).key().toString(), 1L);
        assertThat(counted.bytes()).isGreaterThan(zip.length / 2);
    }

    @Test
    void withoutAPolicyKeysAndTimeAreSelfAsserted() throws Exception {
        Verification verification =
                BundleVerifier.verify(archive.witnessed().zip(ROLLOUT), Optional.empty());

        assertThat(verification.verdict()).isEqualTo(Verdict.VALID_WITH_LIMITS);
        assertThat(codes(verification))
                .containsExactly(FindingCode.SELF_ASSERTED_KEY, FindingCode.SELF_ASSERTED_TIME);
    }

    @Test
    void aPolicyThatAsksForNoWitnessLeavesASingleSigner() throws Exception {
        Verification alone = BundleVerifier.verify(archive.zip(ROLLOUT), archive.policy("none"));
        Verification cosigned =
                BundleVerifier.verify(archive.witnessed().zip(ROLLOUT), archive.policy("none"));

        assertThat(alone.verdict()).isEqualTo(Verdict.VALID_WITH_LIMITS);
        assertThat(codes(alone))
                .containsExactly(FindingCode.SINGLE_SIGNER, FindingCode.SELF_ASSERTED_TIME);
        assertThat(cosigned.verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aQuorumThatIsNotMetIsInvalid() throws Exception {
        Verification verification =
                BundleVerifier.verify(archive.zip(ROLLOUT), archive.policy("W1"));

        assertThat(verification.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(codes(verification)).containsOnly(FindingCode.QUORUM_NOT_MET);
        assertThat(verification.content()).isEmpty();
    }

    @Test
    void aForgedCosignatureIsAWrongSignatureWhateverTheQuorum() throws Exception {
        Tampered tampered = Tampered.of(archive.zip(ROLLOUT));
        for (String topic :
                List.of(BundleArchive.DECISIONS, BundleArchive.SIGNALS, BundleArchive.TICKS)) {
            String head = EntryName.head(topic);
            TlogProof proof = TlogProof.parse(tampered.get(head));
            Checkpoint seen = Checkpoint.of(proof.note());
            Checkpoint other = new Checkpoint(seen.origin(), seen.size() + 1, seen.root());
            SignedNote forged =
                    proof.note().with(archive.witness.cosign(other, Instant.ofEpochSecond(9)));
            tampered.put(
                    head,
                    new TlogProof(proof.extra(), proof.index(), proof.hashes(), forged).toBytes());
        }
        byte[] zip = tampered.packAndSign(archive.key);

        for (String quorum : List.of("W1", "none")) {
            Verification verification = BundleVerifier.verify(zip, archive.policy(quorum));

            assertThat(verification.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(codes(verification)).containsOnly(FindingCode.SIGNATURE_WRONG);
            assertThat(verification.findings())
                    .extracting(Finding::toString)
                    .allMatch(text -> text.contains("the cosignature is not by"));
            assertThat(verification.content()).isEmpty();
        }
    }

    @Test
    void aPolicyMayNameTheKeyForAllClusters() throws Exception {
        byte[] zip = archive.witnessed().zip(ROLLOUT);

        assertThat(
                        BundleVerifier.verify(zip, archive.policy(archive.key.named("kanit"), "W1"))
                                .verdict())
                .isEqualTo(Verdict.VALID);
        assertThat(
                        codes(
                                BundleVerifier.verify(
                                        zip,
                                        archive.policy(archive.key.named("kanit/other"), "W1"))))
                .containsOnly(FindingCode.FOREIGN_KEY);
        assertThat(
                        codes(
                                BundleVerifier.verify(
                                        zip, archive.policy(archive.key.named("kan"), "W1"))))
                .containsOnly(FindingCode.FOREIGN_KEY);
    }

    @Test
    void aKeyThatThePolicyDoesNotNameIsForeign() throws Exception {
        NoteSigner other = NoteSigner.generate("kanit", SignatureType.ED25519);

        Verification verification =
                BundleVerifier.verify(
                        archive.witnessed().zip(ROLLOUT), archive.policy(other, "W1"));

        assertThat(verification.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(codes(verification)).containsOnly(FindingCode.FOREIGN_KEY);
    }

    @Test
    void aReplayerGetsWhatWasVerified(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("shop-1.evidence.zip");
        Files.write(file, archive.zip(ROLLOUT));

        BundleContent content =
                BundleVerifier.verify(file, Optional.empty()).content().orElseThrow();

        assertThat(content.logs())
                .containsOnlyKeys(
                        BundleArchive.DECISIONS, BundleArchive.SIGNALS, BundleArchive.TICKS);
        assertThat(content.records(BundleArchive.SIGNALS))
                .isEqualTo(
                        archive.entries(BundleArchive.SIGNALS).stream()
                                .map(Entry.Kept.class::cast)
                                .filter(one -> one.key().equals(BundleArchive.bytes(ROLLOUT)))
                                .limit(6)
                                .toList());
        assertThat(content.plan()).isEqualTo(BundleArchive.PLAN);
        assertThat(content.schemas()).containsEntry(7, "{\"type\":\"string\"}");
        assertThat(content.cluster()).isEqualTo(BundleArchive.CLUSTER);
    }

    @Test
    void theSameBundleGivesTheSameBytes() throws Exception {
        Bundle bundle = archive.bundle(ROLLOUT);

        assertThat(BundleArchive.zip(bundle, archive.key))
                .isEqualTo(BundleArchive.zip(bundle, archive.key));
    }

    @Test
    void promiseG7DeletingPayloadBreaksNoProof() throws Exception {
        Bundle whole = archive.witnessed().bundle(ROLLOUT);
        byte[] before = BundleArchive.zip(whole, archive.key);
        archive.store.files.keySet().removeIf(name -> name.endsWith(".zst"));
        List<BundleLog> logs =
                whole.logs().stream()
                        .map(
                                log ->
                                        log.topic().equals(BundleArchive.SIGNALS)
                                                ? log.withoutPayloadBelow(105)
                                                : log)
                        .toList();
        Bundle expired =
                new Bundle(
                        ROLLOUT,
                        BundleArchive.CLUSTER,
                        whole.outcome(),
                        whole.createdAtMillis(),
                        logs,
                        whole.decisionProofs(),
                        whole.documents());
        byte[] after = BundleArchive.zip(expired, archive.key);

        Verification verification = BundleVerifier.verify(after, archive.policy("W1"));

        assertThat(BundleVerifier.verify(before, archive.policy("W1")).verdict())
                .isEqualTo(Verdict.VALID);
        assertThat(verification.verdict()).isEqualTo(Verdict.VALID_WITH_LIMITS);
        assertThat(verification.findings())
                .containsExactly(
                        new Finding(
                                FindingCode.EXPIRED_PAYLOAD,
                                new Place.RecordAt(BundleArchive.SIGNALS, 105),
                                "3 records below this offset are proven by their leaves alone"
                                        + " (expected: their payload)"));
        for (String name :
                List.of(
                        EntryName.checkpoint(BundleArchive.SIGNALS),
                        EntryName.head(BundleArchive.SIGNALS),
                        EntryName.range(BundleArchive.SIGNALS),
                        EntryName.entries(BundleArchive.SIGNALS),
                        EntryName.proof(1))) {
            assertThat(Tampered.of(after).get(name)).isEqualTo(Tampered.of(before).get(name));
        }
        byte[] unsaid =
                Tampered.of(after)
                        .packAndSign(
                                archive.key,
                                statement ->
                                        statement.replace(
                                                "payloadBelow\":105", "payloadBelow\":0"));
        assertThat(BundleVerifier.verify(unsaid, archive.policy("W1")).findings())
                .extracting(Finding::toString)
                .contains(
                        "RECORD_MISSING rollout.signals@100: a leaf without its record (expected:"
                                + " the record it was made of)");
    }

    @Test
    void aChangedPlanIsFoundEvenIfTheManifestIsSignedForIt() throws Exception {
        byte[] zip =
                Tampered.of(archive.zip(ROLLOUT))
                        .put(EntryName.PLAN, "kind: Other\n".getBytes(UTF_8))
                        .packAndSign(archive.key);

        assertThat(codes(BundleVerifier.verify(zip, Optional.empty())))
                .contains(FindingCode.PLAN_CHANGED);
    }

    static List<FindingCode> codes(Verification verification) {
        return verification.findings().stream().map(Finding::code).toList();
    }
}
