package dev.kanit.ledger.note;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.ledger.merkle.CompactRange;
import dev.kanit.ledger.merkle.Hash;
import dev.kanit.ledger.merkle.InclusionProof;
import dev.kanit.ledger.merkle.MerkleHasher;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CheckpointTest {

    /** The example of c2sp.org/tlog-cosignature. */
    private static final String BEHIND_THE_SOFA =
            """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
            """;

    private final MerkleHasher hasher = new MerkleHasher();

    @Test
    void thePublishedExampleIsReadAndWrittenTheSame() throws Exception {
        SignedNote note = SignedNote.parse(BEHIND_THE_SOFA.getBytes(UTF_8));
        Checkpoint checkpoint = Checkpoint.of(note);

        assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
        assertThat(checkpoint.size()).isEqualTo(20_852_163);
        assertThat(checkpoint.body()).isEqualTo(note.text());
        assertThat(Cosignature.time(note.signatures().get(1)))
                .contains(Instant.ofEpochSecond(1_679_315_147));
        assertThat(note.toBytes()).isEqualTo(BEHIND_THE_SOFA.getBytes(UTF_8));
    }

    @Test
    void extensionLinesArePartOfWhatIsSigned() throws Exception {
        Checkpoint checkpoint = new Checkpoint("log", 0, root(), List.of("extra one", "two"));

        assertThat(Checkpoint.parse(checkpoint.body())).isEqualTo(checkpoint);
    }

    @Test
    void otherSpellingsOfACheckpointAreRefused() {
        String hash = root().base64();
        for (String body :
                new String[] {
                    "log\n1\n" + hash,
                    "log\n1\n",
                    "log\n01\n" + hash + "\n",
                    "log\n+1\n" + hash + "\n",
                    "log\n9999999999999999999\n" + hash + "\n",
                    "\n1\n" + hash + "\n",
                    "log\n1\n" + hash + "\n\n",
                    "log\n1\n" + hash.replace("=", "") + "\n",
                    "log\n1\nAAAA\n"
                }) {
            assertThatThrownBy(() -> Checkpoint.parse(body))
                    .as(body)
                    .isInstanceOf(MalformedNoteException.class);
        }
    }

    @Test
    void aCosignatureBindsTheTimeAndTheCheckpoint() throws Exception {
        NoteSigner witness = NoteSigner.generate("witness.example/w", SignatureType.COSIGNATURE);
        Checkpoint checkpoint = new Checkpoint("log", 3, root());
        Instant at = Instant.parse("2026-11-20T02:14:00Z");

        NoteSignature cosignature = witness.cosign(checkpoint, at);

        assertThat(Cosignature.time(cosignature)).contains(at);
        assertThat(witness.key().verifies(checkpoint.body(), cosignature)).isTrue();
        assertThat(witness.key().verifies(new Checkpoint("log", 4, root()).body(), cosignature))
                .isFalse();
        assertThat(witness.key().verifies("no checkpoint\n", cosignature)).isFalse();
    }

    @Test
    void aProofFileComesBackAndHoldsForItsEntryOnly() throws Exception {
        byte[] entry = "entry".getBytes(UTF_8);
        byte[] sibling = hasher.leaf(new byte[0]);
        CompactRange tree = CompactRange.empty(hasher);
        tree.append(sibling);
        tree.append(hasher.leaf(entry));
        NoteSigner log = NoteSigner.generate("log", SignatureType.ED25519);
        String body = new Checkpoint("log", 2, Hash.of(tree.root())).body();
        TlogProof proof =
                new TlogProof(
                        Optional.of("YWdl"),
                        1,
                        List.of(Hash.of(sibling)),
                        new SignedNote(body, List.of(log.sign(body))));

        TlogProof read = TlogProof.parse(proof.toBytes());

        assertThat(read).isEqualTo(proof);
        assertThat(new String(proof.toBytes(), UTF_8))
                .startsWith("c2sp.org/tlog-proof@v1\nextra YWdl\nindex 1\n")
                .contains("\n\nlog\n2\n");
        assertThat(read.check(hasher, entry).holds()).isTrue();
        assertThat(read.check(hasher, new byte[] {1}).holds()).isFalse();
        assertThat(TlogProof.of(new InclusionProof(1, 2, read.hashes()), read.note()).extra())
                .isEmpty();
    }

    @Test
    void otherSpellingsOfAProofAreRefused() {
        String rest = "\n\n" + BEHIND_THE_SOFA;
        for (String head :
                new String[] {
                    "c2sp.org/tlog-proof@v2\nindex 1",
                    "c2sp.org/tlog-proof@v1",
                    "c2sp.org/tlog-proof@v1\nindex 01",
                    "c2sp.org/tlog-proof@v1\nindex 1\nextra AAAA",
                    "c2sp.org/tlog-proof@v1\nextra A\nindex 1",
                    "c2sp.org/tlog-proof@v1\nindex 1\nAAAA",
                    "c2sp.org/tlog-proof@v1\nindex 1" + ("\n" + root().base64()).repeat(64)
                }) {
            assertThatThrownBy(() -> TlogProof.parse((head + rest).getBytes(UTF_8)))
                    .as(head)
                    .isInstanceOf(MalformedNoteException.class)
                    .hasMessageContaining("proof:");
        }
    }

    private Hash root() {
        return Hash.of(hasher.emptyRoot());
    }
}
