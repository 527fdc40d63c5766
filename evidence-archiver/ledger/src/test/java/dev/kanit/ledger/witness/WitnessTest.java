package dev.kanit.ledger.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.ledger.merkle.ConsistencyProof;
import dev.kanit.ledger.merkle.Hash;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.NoteSigner;
import dev.kanit.ledger.note.SignatureType;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.note.TrustPolicy;
import dev.kanit.ledger.store.DirectoryStore;
import dev.kanit.ledger.tile.TileReader;
import dev.kanit.ledger.tile.TileWriter;
import dev.kanit.ledger.witness.WitnessAnswer.Conflict;
import dev.kanit.ledger.witness.WitnessAnswer.Cosigned;
import dev.kanit.ledger.witness.WitnessAnswer.Refusal;
import dev.kanit.ledger.witness.WitnessAnswer.Refused;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A witness cosigns what continues what it saw, and nothing else. */
final class WitnessTest {

    private static final String ORIGIN = "kanit/cluster/heads";
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    @TempDir Path directory;

    private final NoteSigner log = NoteSigner.generate("kanit/cluster", SignatureType.ED25519);
    private final NoteSigner own =
            NoteSigner.generate("witness.example/w1", SignatureType.COSIGNATURE);
    private final MerkleHasher hasher = new MerkleHasher();
    private @Nullable Witness opened;

    @BeforeEach
    void open() throws Exception {
        TrustPolicy policy =
                TrustPolicy.parse(("log " + log.key() + "\nquorum none\n").getBytes(UTF_8));
        opened = new Witness(own, policy, DirectoryStore.open(directory), InstantSource.fixed(NOW));
    }

    @Test
    void aFirstCheckpointIsCosignedAndTheCosignatureVerifies() throws Exception {
        SignedNote note = new Tree(5, 0).signed(log);
        WitnessAnswer answer = witness().answer(new AddCheckpoint(0, List.of(), note));
        assertThat(answer).isInstanceOf(Cosigned.class);
        assertThat(own.key().verifies(note.text(), ((Cosigned) answer).signature())).isTrue();
        assertThat(witness().seen(ORIGIN)).isEqualTo(5);
    }

    @Test
    void whatContinuesTheLastOneIsCosignedAndSoIsTheSameAgain() throws Exception {
        assertThat(ask(0, new Tree(5, 0))).isInstanceOf(Cosigned.class);
        Tree next = new Tree(300, 0);
        assertThat(ask(5, next)).isInstanceOf(Cosigned.class);
        assertThat(ask(300, next)).isInstanceOf(Cosigned.class);
    }

    @Test
    void anotherOldSizeIsAnsweredWithTheOneThatWasSeen() throws Exception {
        assertThat(ask(0, new Tree(5, 0))).isInstanceOf(Cosigned.class);
        assertThat(ask(0, new Tree(9, 0))).isEqualTo(new Conflict(5));
        assertThat(ask(3, new Tree(9, 0))).isEqualTo(new Conflict(5));
        assertThat(witness().seen(ORIGIN)).isEqualTo(5);
    }

    @Test
    void aSplitViewIsRefusedAndLeavesNoTrace() throws Exception {
        assertThat(ask(0, new Tree(5, 0))).isInstanceOf(Cosigned.class);
        assertThat(refusal(ask(5, new Tree(9, 1)))).isEqualTo(Refusal.INCONSISTENT);
        assertThat(refusal(ask(5, new Tree(5, 1)))).isEqualTo(Refusal.INCONSISTENT);
        assertThat(ask(5, new Tree(9, 0))).isInstanceOf(Cosigned.class);
    }

    @Test
    void foreignKeysAndForeignLogsAreRefused() throws Exception {
        NoteSigner thief = NoteSigner.generate("kanit/cluster", SignatureType.ED25519);
        SignedNote stolen = new Tree(5, 0).signed(thief);
        assertThat(refusal(witness().answer(new AddCheckpoint(0, List.of(), stolen))))
                .isEqualTo(Refusal.FOREIGN_KEY);
        NoteSigner other = NoteSigner.generate("other.example/log", SignatureType.ED25519);
        Checkpoint checkpoint =
                new Checkpoint("other.example/log", 1, Hash.of(hasher.leaf(new byte[0])));
        SignedNote foreign =
                new SignedNote(checkpoint.body(), List.of(other.sign(checkpoint.body())));
        assertThat(refusal(witness().answer(new AddCheckpoint(0, List.of(), foreign))))
                .isEqualTo(Refusal.UNKNOWN_LOG);
    }

    @Test
    void aRequestIsReadAsItWasWritten() throws Exception {
        Tree tree = new Tree(300, 0);
        AddCheckpoint request = new AddCheckpoint(5, tree.proofFrom(5), tree.signed(log));
        assertThat(AddCheckpoint.parse(request.toBytes())).isEqualTo(request);
        assertThat(new String(request.toBytes(), UTF_8)).startsWith("old 5\n");
    }

    @Test
    void badRequestsAreRefusedWithASentence() {
        for (String bad :
                List.of(
                        "",
                        "old 5",
                        "old 05\n\n",
                        "old -1\n\nx\n",
                        "old 1\nnot base64!\n\n",
                        "old 1\n\nno checkpoint\n\n— w AAAAAAA=\n")) {
            assertThatThrownBy(() -> AddCheckpoint.parse(bad.getBytes(UTF_8)))
                    .as(bad)
                    .isInstanceOf(MalformedNoteException.class);
        }
        assertThatThrownBy(() -> AddCheckpoint.parse(new byte[AddCheckpoint.MAX_BYTES + 1]))
                .isInstanceOf(MalformedNoteException.class);
    }

    private Witness witness() {
        return Objects.requireNonNull(opened);
    }

    private WitnessAnswer ask(long oldSize, Tree tree) throws Exception {
        return witness()
                .answer(new AddCheckpoint(oldSize, tree.proofFrom(oldSize), tree.signed(log)));
    }

    private static Refusal refusal(WitnessAnswer answer) {
        assertThat(answer).isInstanceOf(Refused.class);
        return ((Refused) answer).refusal();
    }

    /** So many leaves, of one of two kinds. */
    private final class Tree {
        private final Map<String, byte[]> files = new HashMap<>();
        private final TileWriter tiles = TileWriter.empty(hasher);

        Tree(int size, int kind) throws Exception {
            for (int i = 0; i < size; i++) {
                tiles.append(("leaf " + kind + " " + i).getBytes(UTF_8));
            }
            files.putAll(tiles.unwritten());
        }

        SignedNote signed(NoteSigner key) {
            String body = new Checkpoint(ORIGIN, tiles.size(), Hash.of(tiles.root())).body();
            return new SignedNote(body, List.of(key.named(ORIGIN).sign(body)));
        }

        List<Hash> proofFrom(long oldSize) throws Exception {
            if (oldSize == 0) {
                return List.of();
            }
            return ConsistencyProof.of(
                            new TileReader(
                                    name -> Optional.ofNullable(files.get(name)),
                                    hasher,
                                    tiles.size()),
                            hasher,
                            oldSize,
                            tiles.size())
                    .hashes();
        }
    }
}
