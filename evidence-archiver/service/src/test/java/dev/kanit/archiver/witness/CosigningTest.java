package dev.kanit.archiver.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.archiver.audit.SmallArchive;
import dev.kanit.archiver.intake.Dispositions;
import dev.kanit.ledger.HeadsLog;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.note.NoteKey;
import dev.kanit.ledger.note.NoteSigner;
import dev.kanit.ledger.note.SignatureType;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.note.TrustPolicy;
import dev.kanit.ledger.store.DirectoryStore;
import dev.kanit.ledger.witness.Witness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How cosignatures are collected for the log of heads of a small archive. */
final class CosigningTest {

    private static final String CLUSTER = SmallArchive.LOG.clusterId();

    @TempDir Path directory;

    private @Nullable SmallArchive archive;

    @BeforeEach
    void archiveSome() throws Exception {
        archive =
                new SmallArchive(
                        DirectoryStore.open(directory.resolve("evidence")),
                        directory.resolve("keys"),
                        Dispositions.NONE);
        archive().archive("r", 0, 10);
    }

    @Test
    void aWitnessThatVerifiesCosignsEachNewHead() throws Exception {
        try (TestWitness witness = new TestWitness();
                Cosigning cosigning = cosigning(witness.line("W1") + "quorum W1\n")) {
            SignedNote first = cosign(cosigning);
            assertThat(cosigning.missing(first, keys())).isEmpty();
            archive().archive("r", 0, 300);
            SignedNote second = cosign(cosigning);
            assertThat(cosigning.missing(second, keys())).isEmpty();
            assertThat(witness.last().orElseThrow().size()).isEqualTo(2);
            assertThat(witness.conflicts()).isZero();
        }
    }

    @Test
    void anArchiverThatForgotWhatTheWitnessSawIsToldByConflict() throws Exception {
        try (TestWitness witness = new TestWitness()) {
            try (Cosigning before = cosigning(witness.line("W1") + "quorum W1\n")) {
                assertThat(before.missing(cosign(before), keys())).isEmpty();
            }
            archive().archive("r", 0, 10);
            try (Cosigning after = cosigning(witness.line("W1") + "quorum W1\n")) {
                assertThat(after.missing(cosign(after), keys())).isEmpty();
                assertThat(witness.conflicts()).isEqualTo(1);
            }
        }
    }

    @Test
    void aWitnessOfTheReleaseAnswersAsWell() throws Exception {
        NoteSigner signer = NoteSigner.generate("witness.example/w2", SignatureType.COSIGNATURE);
        TrustPolicy logs =
                TrustPolicy.parse(
                        ("log " + archive().keys.currentOf("kanit/" + CLUSTER) + "\nquorum none\n")
                                .getBytes(UTF_8));
        Witness witness =
                new Witness(
                        signer,
                        logs,
                        DirectoryStore.open(directory.resolve("witness")),
                        InstantSource.system());
        try (WitnessServer server =
                        WitnessServer.start(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                witness);
                Cosigning cosigning =
                        cosigning(
                                "witness W2 %s http://127.0.0.1:%d\nquorum W2\n"
                                        .formatted(signer.key(), server.address().getPort()))) {
            assertThat(cosigning.missing(cosign(cosigning), keys())).isEmpty();
            archive().archive("r", 0, 10);
            assertThat(cosigning.missing(cosign(cosigning), keys())).isEmpty();
        }
    }

    @Test
    void aSilentWitnessIsWaitedForWithinItsLimitAndThenLeftAlone() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TestWitness witness = new TestWitness();
                Cosigning cosigning =
                        cosigning(
                                witness.line("W1")
                                        + "witness W2 %s http://127.0.0.1:%d\n"
                                                .formatted(
                                                        NoteSigner.generate(
                                                                        "silent.example/w",
                                                                        SignatureType.COSIGNATURE)
                                                                .key(),
                                                        silent.getLocalPort())
                                        + "group both all W1 W2\nquorum both\n")) {
            SignedNote note = cosign(cosigning);
            assertThat(note.signatures()).hasSize(2);
            assertThat(cosigning.missing(note, keys()).orElseThrow()).contains("cosigned by [W1]");
            // Its second question would take five seconds again, were it asked.
            assertThat(cosign(cosigning).signatures()).hasSize(2);
        }
    }

    @Test
    void aCosignatureByAnotherKeyIsNone() throws Exception {
        try (TestWitness witness = new TestWitness();
                Cosigning cosigning =
                        cosigning(
                                witness.line("W1")
                                                .replace(
                                                        witness.signer.key().toString(),
                                                        NoteSigner.generate(
                                                                        "witness.example/w1",
                                                                        SignatureType.COSIGNATURE)
                                                                .key()
                                                                .toString())
                                        + "quorum none\n")) {
            SignedNote note = cosign(cosigning);
            assertThat(note.signatures()).hasSize(1);
            assertThat(cosigning.missing(note, keys())).contains("no witness cosigned");
        }
    }

    @Test
    void witnessesWithoutAPlaceOrWithAPasswordAreRefused() throws Exception {
        String key = NoteSigner.generate("w.example", SignatureType.COSIGNATURE).key().toString();
        for (String line :
                List.of(
                        "witness W1 " + key,
                        "witness W1 " + key + " ftp://w.example",
                        "witness W1 " + key + " http://me:secret@w.example")) {
            assertThatThrownBy(() -> settings(line + "\nquorum W1\n"))
                    .as(line)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("expected:");
        }
    }

    private SmallArchive archive() {
        return Objects.requireNonNull(archive);
    }

    private List<NoteKey> keys() {
        return List.of(archive().keys.currentOf(LogId.headsOrigin(CLUSTER)));
    }

    private SignedNote cosign(Cosigning cosigning) throws Exception {
        HeadsLog heads =
                HeadsLog.open(archive().store, CLUSTER, archive().keys.signer(), List.of());
        SignedNote note = heads.tree().checkpoint().orElseThrow();
        return cosigning.cosign(note, heads.tree().reader(Cosigning.sizeOf(note)));
    }

    private Cosigning cosigning(String lines) throws Exception {
        return new Cosigning(settings(lines));
    }

    private WitnessSettings settings(String lines) throws Exception {
        Path file = Files.writeString(directory.resolve("witnesses"), lines);
        return WitnessSettings.read(file, Duration.ZERO);
    }
}
