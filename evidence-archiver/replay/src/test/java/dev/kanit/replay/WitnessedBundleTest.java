package dev.kanit.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.ledger.Appended;
import dev.kanit.ledger.CheckpointSigner;
import dev.kanit.ledger.HeadsLog;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.PartitionLog;
import dev.kanit.ledger.Published;
import dev.kanit.ledger.bundle.Bundle;
import dev.kanit.ledger.bundle.BundleCollector;
import dev.kanit.ledger.bundle.BundleContent;
import dev.kanit.ledger.bundle.BundleDocuments;
import dev.kanit.ledger.bundle.BundleVerifier;
import dev.kanit.ledger.bundle.BundleWriter;
import dev.kanit.ledger.bundle.Collected;
import dev.kanit.ledger.bundle.LogPlace;
import dev.kanit.ledger.bundle.Outcome;
import dev.kanit.ledger.bundle.Verdict;
import dev.kanit.ledger.bundle.Verification;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.NoteSigner;
import dev.kanit.ledger.note.SignatureType;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.note.TrustPolicy;
import dev.kanit.ledger.store.DirectoryStore;
import dev.kanit.ledger.store.EvidenceStore;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollout as the evaluator runs it, archived, witnessed, bundled and verified. */
final class WitnessedBundleTest {

    private static final String CLUSTER = "cluster";

    @TempDir Path directory;

    private final NoteSigner key = NoteSigner.generate("kanit", SignatureType.ED25519);
    private final NoteSigner witness =
            NoteSigner.generate("witness.example/w1", SignatureType.COSIGNATURE);
    private final Recording recording = Recording.started().rolledBack();

    @Test
    void aRolloutWhoseHeadsAWitnessCosignedIsValidWithoutLimits() throws Exception {
        EvidenceStore store = DirectoryStore.open(directory.resolve("evidence"));
        CheckpointSigner signer =
                new CheckpointSigner(key, DirectoryStore.open(directory.resolve("signer")));
        List<LogPlace> places = new ArrayList<>();
        List<Checkpoint> heads = new ArrayList<>();
        for (String topic : recording.rollout().topics().keySet()) {
            LogId id = new LogId(CLUSTER, topic.replace("rollout.", "id-of-"), 3);
            PartitionLog log = PartitionLog.open(store, id, signer, List.of());
            assertThat(log.append(List.copyOf(recording.topic(topic))))
                    .isInstanceOf(Appended.Stored.class);
            if (log.publish() instanceof Published.Signed(SignedNote note)) {
                heads.add(Checkpoint.of(note));
            }
            places.add(new LogPlace(topic, id, OptionalLong.empty()));
        }
        HeadsLog log = HeadsLog.open(store, CLUSTER, signer, List.of());
        log.add(heads);
        assertThat(log.publish()).isInstanceOf(Published.Signed.class);
        cosign(store);
        BundleCollector collector =
                new BundleCollector(
                        store,
                        HeadsLog.open(store, CLUSTER, signer, List.of())::prove,
                        said -> ConsumedInputs.of(said, recording.rollout().schemas()));

        Collected collected = collector.collect(Recording.ID, places);
        assertThat(collected).isInstanceOf(Collected.Whole.class);
        Verification verification =
                BundleVerifier.verify(bundle((Collected.Whole) collected), policy());

        assertThat(verification.findings()).isEmpty();
        assertThat(verification.verdict()).isEqualTo(Verdict.VALID);
        assertThat(verification.verdict().exitCode()).isZero();
        BundleContent content = verification.content().orElseThrow();
        RecordedRollout rollout = RecordedRollout.of(Recording.ID, content);
        assertThat(DecisionCheck.of(rollout, content.plan(), false)).isEmpty();
        assertThat(Replay.of(rollout).changedDecisions()).isEmpty();
    }

    /** As a witness does that was given the checkpoint, and gave back a line. */
    private void cosign(EvidenceStore store) throws Exception {
        String name = LogId.headsPath(CLUSTER) + "/checkpoint";
        byte[] signed = store.get(name).orElseThrow();
        SignedNote note = SignedNote.parse(signed);
        SignedNote cosigned =
                note.with(
                        witness.cosign(Checkpoint.of(note), Instant.ofEpochSecond(1_700_000_099)));
        assertThat(store.compareAndSet(name, signed, cosigned.toBytes())).isTrue();
    }

    private byte[] bundle(Collected.Whole whole) throws Exception {
        BundleDocuments documents = new BundleDocuments(Recording.PLAN.getBytes(UTF_8));
        for (Map.Entry<Integer, org.apache.avro.Schema> schema :
                recording.rollout().schemas().entrySet()) {
            documents.schema(schema.getKey(), schema.getValue().toString());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new BundleWriter(key)
                .write(
                        new Bundle(
                                Recording.ID,
                                CLUSTER,
                                Outcome.ROLLED_BACK,
                                1_700_000_100_000L,
                                whole.logs(),
                                whole.decisionProofs(),
                                documents),
                        out);
        return out.toByteArray();
    }

    private Optional<TrustPolicy> policy() throws Exception {
        return Optional.of(
                TrustPolicy.parse(
                        "log %s\nwitness W1 %s\nquorum W1\n"
                                .formatted(key.named("kanit/" + CLUSTER).key(), witness.key())
                                .getBytes(UTF_8)));
    }
}
