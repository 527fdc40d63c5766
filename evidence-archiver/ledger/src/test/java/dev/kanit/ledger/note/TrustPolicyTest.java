package dev.kanit.ledger.note;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.ledger.merkle.Hash;
import dev.kanit.ledger.merkle.MerkleHasher;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TrustPolicyTest {

    private final NoteSigner log = NoteSigner.generate("kanit/c/heads", SignatureType.ED25519);
    private final List<NoteSigner> witnesses =
            List.of(witness("x1"), witness("x2"), witness("x3"), witness("y1"), witness("y2"));

    private final String policy =
            """
            # Who may say what.
            log %s https://log.example/

            witness X1 %s
            witness X2 %s
            witness X3 %s
            group X-witnesses 2 X1 X2 X3
            witness Y1 %s
            \twitness Y2 %s  https://y2.example/
            group Y-witnesses any Y1 Y2
            group X-and-Y all X-witnesses Y-witnesses
            quorum X-and-Y
            """
                    .formatted(
                            log.key(),
                            witnesses.get(0).key(),
                            witnesses.get(1).key(),
                            witnesses.get(2).key(),
                            witnesses.get(3).key(),
                            witnesses.get(4).key());

    @Test
    void aQuorumOfGroupsIsMetByEnoughOfEach() throws Exception {
        TrustPolicy trust = TrustPolicy.parse(policy.getBytes(UTF_8));

        assertThat(trust.check(note(0, 2, 4)))
                .isInstanceOfSatisfying(
                        PolicyCheck.Trusted.class,
                        trusted -> {
                            assertThat(trusted.log()).isEqualTo(log.key());
                            assertThat(trusted.cosignedBy()).containsOnlyKeys("X1", "X3", "Y2");
                        });
        for (int[] tooFew : new int[][] {{}, {0, 1, 2}, {0, 3, 4}, {3}}) {
            assertThat(trust.check(note(tooFew))).isInstanceOf(PolicyCheck.Untrusted.class);
        }
    }

    @Test
    void aLogThatThePolicyDoesNotNameIsNotTrusted() throws Exception {
        TrustPolicy trust =
                TrustPolicy.parse(("log " + log.key() + "\nquorum none\n").getBytes(UTF_8));
        Checkpoint other = new Checkpoint("kanit/other", 0, root());

        assertThat(trust.check(note())).isInstanceOf(PolicyCheck.Trusted.class);
        assertThat(trust.check(new SignedNote(other.body(), List.of(log.sign(other.body())))))
                .isInstanceOfSatisfying(
                        PolicyCheck.Untrusted.class,
                        untrusted -> assertThat(untrusted.why()).contains("origin: 'kanit/other'"));
        NoteSigner stranger = NoteSigner.generate("kanit/c/heads", SignatureType.ED25519);
        assertThat(trust.check(new SignedNote(body(), List.of(stranger.sign(body())))))
                .isInstanceOf(PolicyCheck.Untrusted.class);
    }

    @Test
    void aWrongSignatureOfAKnownKeyIsNotTrusted() throws Exception {
        TrustPolicy trust = TrustPolicy.parse(policy.getBytes(UTF_8));
        NoteSignature replayed = log.sign("something else\n");

        assertThat(trust.check(new SignedNote(body(), List.of(replayed))))
                .isEqualTo(
                        new PolicyCheck.Untrusted(
                                "the signature of kanit/c/heads is not by its key"));
    }

    @Test
    void aWrongLineIsNamed() {
        refused("logs x\nquorum none\n", "line 1: 'logs' (expected: log, witness");
        refused("quorum none\nquorum none\n", "line 2: quorum: a second one");
        refused("# nothing\n", "quorum: none (expected: one line)");
        refused("quorum X1\n", "line 1: 'X1' (expected: a witness or group");
        refused("log " + witnesses.get(0).key() + "\n", "line 1: vkey: of type COSIGNATURE");
        refused("witness X1 " + log.key() + "\n", "line 1: vkey: of type ED25519");
        refused(
                "log " + log.key() + "\nlog " + log.key() + "\n",
                "line 2: vkey: its key was given");
        refused("quorum none\r\n", "line 1: control character");
        refused("log\n", "line 1: 1 items (expected: log <vkey> [<url>])");
        refused(
                policy.replace("group X-and-Y all", "group X-and-Y 3"),
                "line 11: threshold: '3' (expected: all, any, or 1 to 2)");
        refused(policy.replace("any Y1 Y2", "any Y1 X1"), "line 10: 'X1' (expected: in one group");
        refused(policy.replace("group X-and-Y", "group none"), "line 11: 'none' (expected: a name");
        refused(policy.replace("quorum X-and-Y", ""), "quorum: none");
    }

    @Test
    void namesAreOctetsAndNeedNotBeUtf8() throws Exception {
        byte[] file = ("witness K " + witnesses.get(0).key() + "\nquorum K\n").getBytes(UTF_8);
        for (int i = 0; i < file.length; i++) {
            if (file[i] == 'K' && (file[i - 1] == ' ')) {
                file[i] = (byte) 0xFF;
            }
        }

        assertThat(TrustPolicy.parse(file).quorum()).isEqualTo("\u00FF");
    }

    private static void refused(String policy, String why) {
        assertThatThrownBy(() -> TrustPolicy.parse(policy.getBytes(UTF_8)))
                .isInstanceOf(MalformedNoteException.class)
                .hasMessageContaining(why);
    }

    private SignedNote note(int... cosigners) throws MalformedNoteException {
        SignedNote note = new SignedNote(body(), List.of(log.sign(body())));
        for (int cosigner : cosigners) {
            note =
                    note.with(
                            witnesses
                                    .get(cosigner)
                                    .cosign(Checkpoint.parse(body()), Instant.ofEpochSecond(9)));
        }
        return note;
    }

    private static String body() {
        return new Checkpoint("kanit/c/heads", 0, root()).body();
    }

    private static Hash root() {
        return Hash.of(new MerkleHasher().emptyRoot());
    }

    private static NoteSigner witness(String name) {
        return NoteSigner.generate("witness.example/" + name, SignatureType.COSIGNATURE);
    }
}
