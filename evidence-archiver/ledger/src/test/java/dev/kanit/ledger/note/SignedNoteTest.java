package dev.kanit.ledger.note;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SignedNoteTest {

    /** From the documentation of golang.org/x/mod/sumdb/note. */
    private static final String NEUMANN =
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String NEUMANNS_SECRET =
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

    private static final String TEXT =
            """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;

    private static final String NOTE =
            TEXT
                    + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2"
                    + "pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    @Test
    void theExampleOfGoIsReadCheckedAndWrittenTheSame() throws Exception {
        NoteKey key = NoteKey.parse(NEUMANN);
        SignedNote note = SignedNote.parse(NOTE.getBytes(UTF_8));

        assertThat(note.text()).isEqualTo(TEXT);
        assertThat(note.check(List.of(key))).isEqualTo(new NoteCheck.Signed(List.of(key)));
        assertThat(new String(note.toBytes(), UTF_8)).isEqualTo(NOTE);
        assertThat(key).hasToString(NEUMANN);
    }

    @Test
    void theSecretKeyOfGoSignsAsGoDoes() throws Exception {
        NoteSigner signer = NoteSigner.parse(NEUMANNS_SECRET);

        assertThat(signer.key()).isEqualTo(NoteKey.parse(NEUMANN));
        assertThat(new SignedNote(TEXT, List.of(signer.sign(TEXT))).toBytes())
                .isEqualTo(NOTE.getBytes(UTF_8));
        assertThat(signer.privateKeyText()).isEqualTo(NEUMANNS_SECRET);
        assertThat(signer.toString()).doesNotContain("AYEKFALV");
    }

    @Test
    void emptyLinesMayStandInTheText() throws Exception {
        String poem =
                """
                Ognuno sta solo sul cuor della terra
                trafitto da un raggio di sole:

                ed è subito sera.

                — quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
                """;

        SignedNote note = SignedNote.parse(poem.getBytes(UTF_8));

        assertThat(note.text()).endsWith("sole:\n\ned è subito sera.\n");
        assertThat(note.check(List.of(NoteKey.parse(NEUMANN)))).isEqualTo(new NoteCheck.Unknown());
    }

    @Test
    void everyFlippedBitOfANoteIsNoticed() throws Exception {
        NoteKey key = NoteKey.parse(NEUMANN);
        byte[] note = NOTE.getBytes(UTF_8);

        for (int bit = 0; bit < 8 * note.length; bit++) {
            byte[] flipped = note.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            try {
                assertThat(SignedNote.parse(flipped).check(List.of(key)))
                        .as("bit %d", bit)
                        .isNotInstanceOf(NoteCheck.Signed.class);
            } catch (MalformedNoteException noticed) {
                assertThat(noticed).hasMessageMatching("(note|signature line): .+");
            }
        }
    }

    @Test
    void aGeneratedKeyComesBackFromItsText() throws Exception {
        NoteSigner signer = NoteSigner.generate("kanit/heads", SignatureType.ED25519);

        NoteSigner again = NoteSigner.parse(signer.privateKeyText());

        assertThat(again.sign(TEXT)).isEqualTo(signer.sign(TEXT));
        assertThat(NoteKey.parse(signer.key().toString())).isEqualTo(signer.key());
        assertThat(signer.named("other").key().id()).isNotEqualTo(signer.key().id());
    }

    @Test
    void whatIsNoNoteIsRefusedWithItsReason() {
        refused("text\n", "an empty line");
        refused("text\n\n", "an empty line");
        refused("te\u0007xt\n\n— a AAAAAAA=\n", "control character U+0007");
        refused("text\r\n\n— a AAAAAAA=\n", "control character U+000D");
        refused("text\n\n- a AAAAAAA=\n", "signature line");
        refused("text\n\n— a b AAAAAAA=\n", "signature line");
        refused("text\n\n— a+b AAAAAAA=\n", "no spaces, no +");
        refused("text\n\n— a AAAA\n", "more than 4");
        refused("text\n\n— a AAAAAAB=\n", "signature line");
        refused("text\n\n— a AAAAAAA=", "an empty line");
        refused("text\n\n" + "— a AAAAAAA=\n".repeat(101), "101 signatures");
        refused("x".repeat(1 << 20) + "\n\n— a AAAAAAA=\n", "(expected: <= 1048576)");
        assertThatThrownBy(() -> SignedNote.parse(new byte[] {(byte) 0xFF, '\n', '\n'}))
                .hasMessageContaining("UTF-8");
    }

    @Test
    void whatIsNoKeyIsRefusedWithItsReason() {
        assertThatThrownBy(() -> NoteKey.parse(NEUMANN.replace("c74f20a3", "c74f20a4")))
                .hasMessageContaining("expected: c74f20a3");
        assertThatThrownBy(() -> NoteKey.parse("a+00000000+Bhpc"))
                .hasMessageContaining("unknown signature type");
        assertThatThrownBy(() -> NoteKey.parse("a b+00000000+AQ=="))
                .hasMessageContaining("no spaces");
        assertThatThrownBy(() -> NoteKey.parse("a+00000000+AQ=="))
                .hasMessageContaining("0 bytes of key");
        assertThatThrownBy(() -> NoteSigner.parse("SECRET")).hasMessageNotContaining("SECRET");
    }

    private static void refused(String note, String why) {
        assertThatThrownBy(() -> SignedNote.parse(note.getBytes(UTF_8)))
                .isInstanceOf(MalformedNoteException.class)
                .hasMessageContaining(why);
    }
}
