package dev.kanit.ledger.leaf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.ledger.merkle.Hash;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.Entry.Bytes;
import dev.kanit.ledger.segment.Entry.Header;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LeafTest {

    private static final String DIGEST = "00112233445566778899aabbccddeeff".repeat(2);

    private final LeafWriter writer = new LeafWriter();

    @Test
    void aRecordsLeafIsThisText() throws Exception {
        byte[] leaf =
                writer.write(
                        kept(
                                "spark-v1.4.0",
                                "{}",
                                header("ce_type", "dev.kanit.decision"),
                                header("ce_source", "/evaluator \"ı\"\u0001"),
                                header("ce_sequence", "17"),
                                header("ce_previous", DIGEST)));

        assertThat(new String(leaf, UTF_8))
                .isEqualTo(
                        "{\"kind\":\"record\",\"offset\":42,\"timestampMillis\":1700000000000,"
                                + "\"rollout\":\"spark-v1.4.0\",\"type\":\"dev.kanit.decision\","
                                + "\"source\":\"/evaluator \\\"ı\\\"\\u0001\",\"sequence\":17,"
                                + "\"previous\":\""
                                + DIGEST
                                + "\",\"payloadBytes\":204,\"payload\":\""
                                + record(leaf).payload().hex()
                                + "\"}");
        assertThat(record(leaf).previous()).contains(Hash.ofHex(DIGEST));
    }

    @Test
    void gapsAndDispositionsAreLeavesToo() throws Exception {
        byte[] gap = writer.write(new Entry.Gap(3, 9, "retention"));
        byte[] disposition = writer.write(new Entry.Disposition(99, 50, "90 days", 7));

        assertThat(new String(gap, UTF_8))
                .isEqualTo("{\"kind\":\"gap\",\"from\":3,\"to\":9,\"reason\":\"retention\"}");
        assertThat(new String(disposition, UTF_8))
                .isEqualTo(
                        "{\"kind\":\"disposition\",\"below\":50,\"reason\":\"90 days\","
                                + "\"timestampMillis\":7}");
        assertThat(Leaf.parse(gap)).isEqualTo(new Leaf.Gap(3, 9, "retention"));
        assertThat(Leaf.parse(disposition)).isEqualTo(new Leaf.Disposition(50, "90 days", 7));
    }

    @Test
    void whatAProducerGotWrongIsLeftEmpty() throws Exception {
        Leaf.Kept leaf =
                record(
                        writer.write(
                                kept(
                                        "x".repeat(201),
                                        "v",
                                        header("ce_type", "t".repeat(257)),
                                        new Header("ce_source", Bytes.of(new byte[] {-1})),
                                        header("ce_sequence", "017"),
                                        header("ce_previous", DIGEST.replace('a', 'A')))));

        assertThat(leaf.rollout()).isEmpty();
        assertThat(leaf.type()).isEmpty();
        assertThat(leaf.source()).isEmpty();
        assertThat(leaf.sequence()).isEqualTo(-1);
        assertThat(leaf.previous()).isEmpty();
        for (String sequence : new String[] {"", "-1", "1e3", "9".repeat(19), " 1"}) {
            byte[] bytes = writer.write(kept("k", "v", header("ce_sequence", sequence)));
            assertThat(record(bytes).sequence()).as("'%s'", sequence).isEqualTo(-1);
        }
    }

    @Test
    void ofSeveralHeadersWithOneNameTheLastCounts() throws Exception {
        byte[] leaf = writer.write(kept("k", "v", header("ce_type", "a"), header("ce_type", "b")));

        assertThat(record(leaf).type()).isEqualTo("b");
    }

    @Test
    void recordsThatDifferAnywhereHaveDifferentDigests() throws Exception {
        List<Entry> records =
                List.of(
                        kept(null, null),
                        kept("", null),
                        kept(null, ""),
                        kept("", ""),
                        kept("ab", "c"),
                        kept("a", "bc"),
                        kept("a", "bc", header("h", "")),
                        kept("a", "bc", new Header("h", Optional.empty())),
                        kept("a", "bc", header("", "h")),
                        kept("a", "bc", header("h", "1"), header("i", "2")),
                        kept("a", "bc", header("i", "2"), header("h", "1")),
                        kept("a", "bc", header("h", "1i2")),
                        kept("a", "x".repeat(1_019)),
                        kept("a", "x".repeat(1_020)),
                        kept("a", "x".repeat(5_000)));
        Set<Hash> digests = new HashSet<>();
        for (Entry record : records) {
            digests.add(record(writer.write(record)).payload());
        }

        assertThat(digests).hasSize(records.size());
    }

    @Test
    void theDigestIsThatOfTheDocumentedBytes() throws Exception {
        Leaf.Kept leaf = record(writer.write(kept("k", null, header("h", "ab"))));
        byte[] encoded =
                HexFormat.of()
                        .parseHex(
                                "01"
                                        + "01000000016b"
                                        + "00"
                                        + "020000000168"
                                        + "01000000026162"
                                        + "00");

        assertThat(leaf.payloadBytes()).isEqualTo(encoded.length);
        assertThat(leaf.payload().toArray())
                .isEqualTo(java.security.MessageDigest.getInstance("SHA-256").digest(encoded));
    }

    @Test
    void everyLeafIsReadBackAndEveryFlippedBitIsNoticed() throws Exception {
        byte[] bytes =
                writer.write(kept("k", "v", header("ce_type", "t\n"), header("ce_sequence", "0")));
        Leaf leaf = Leaf.parse(bytes);
        assertThat(writer.write(leaf)).isEqualTo(bytes);

        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            try {
                assertThat(Leaf.parse(flipped)).as("bit %d", bit).isNotEqualTo(leaf);
            } catch (MalformedLeafException noticed) {
                assertThat(noticed).hasMessageStartingWith("leaf:");
            }
        }
        for (int end = 0; end < bytes.length; end++) {
            byte[] cut = java.util.Arrays.copyOf(bytes, end);
            assertThatThrownBy(() -> Leaf.parse(cut)).isInstanceOf(MalformedLeafException.class);
        }
    }

    @Test
    void otherSpellingsAreRefused() {
        for (String text :
                List.of(
                        "{\"kind\":\"gap\",\"from\":3,\"to\":9,\"reason\":\"\\u0041\"}",
                        "{\"kind\":\"gap\",\"from\":3,\"to\":9,\"reason\":\"\\u000a\"}",
                        "{\"kind\":\"gap\",\"from\":3,\"to\":9,\"reason\":\"\n\"}",
                        "{\"kind\":\"gap\",\"from\":03,\"to\":9,\"reason\":\"\"}",
                        "{\"kind\":\"gap\",\"from\":-0,\"to\":9,\"reason\":\"\"}",
                        "{\"kind\":\"gap\",\"from\":9,\"to\":9,\"reason\":\"\"}",
                        "{\"kind\":\"gap\",\"from\":3,\"to\":9223372036854775808,\"reason\":\"\"}",
                        "{\"kind\":\"gap\", \"from\":3,\"to\":9,\"reason\":\"\"}",
                        "{\"kind\":\"gap\",\"from\":3,\"to\":9,\"reason\":\"\"} ",
                        "{\"kind\":\"other\"}")) {
            assertThatThrownBy(() -> Leaf.parse(text.getBytes(UTF_8)))
                    .as(text)
                    .isInstanceOf(MalformedLeafException.class);
        }
    }

    @Test
    void theLargestLeafFitsIntoABundle() throws Exception {
        byte[] control = "\u0001".repeat(256).getBytes(UTF_8);
        byte[] leaf =
                writer.write(
                        new Entry.Kept(
                                Long.MAX_VALUE - 1,
                                Long.MIN_VALUE,
                                Bytes.of(java.util.Arrays.copyOf(control, 200)),
                                Optional.empty(),
                                List.of(
                                        new Header("ce_type", Bytes.of(control)),
                                        new Header("ce_source", Bytes.of(control)))));
        byte[] gap = writer.write(new Entry.Gap(0, 1, "\u0001".repeat(9_000) + "ı"));

        assertThat(leaf.length).isLessThan(Leaf.MAX_BYTES);
        assertThat(record(leaf).timestampMillis()).isEqualTo(Long.MIN_VALUE);
        assertThat(gap.length).isLessThan(Leaf.MAX_BYTES);
        assertThat(Leaf.parse(gap)).isInstanceOf(Leaf.Gap.class);
    }

    private static Leaf.Kept record(byte[] leaf) throws MalformedLeafException {
        return (Leaf.Kept) Leaf.parse(leaf);
    }

    private static Entry.Kept kept(
            @Nullable String key, @Nullable String value, Header... headers) {
        return new Entry.Kept(
                42,
                1_700_000_000_000L,
                bytes(key),
                bytes(value),
                new ArrayList<>(List.of(headers)));
    }

    private static Header header(String name, String value) {
        return new Header(name, bytes(value));
    }

    private static Optional<Bytes> bytes(@Nullable String text) {
        return Bytes.of(text == null ? null : text.getBytes(UTF_8));
    }
}
