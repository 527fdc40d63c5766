package dev.kanit.ledger.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.ledger.note.NoteSigner;
import dev.kanit.ledger.note.SignatureType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Promise G6 and conformance 26. A forger without a key leaves the manifest as it was; one with the
 * archiver's key makes one that fits, and fails at the signed tree.
 */
final class PromiseG6BundleTest {

    private static final String SIGNALS = BundleArchive.SIGNALS;
    private static final String ROLLOUT = "shop-1";

    private final BundleArchive archive = BundleArchive.ofTwoRollouts();

    @Test
    void promiseG6ADroppedRecordIsNamed() throws Exception {
        found(lines -> lines.remove(2), "RECORD_MISSING rollout.signals@104");
    }

    @Test
    void promiseG6SwappedRecordsAreNamed() throws Exception {
        found(
                lines -> Collections.swap(lines, 1, 2),
                "RECORD_MISSING rollout.signals@102",
                "RECORD_MOVED rollout.signals@102");
    }

    @Test
    void promiseG6AnAddedRecordIsNamed() throws Exception {
        found(
                lines -> lines.add(3, lines.get(3).replace("\"offset\":106", "\"offset\":105")),
                "RECORD_ADDED rollout.signals@105");
        found(lines -> lines.add(3, lines.get(2)), "RECORD_MOVED rollout.signals@104");
    }

    @Test
    void promiseG6ACutTailIsNamed() throws Exception {
        found(
                lines -> lines.subList(4, 6).clear(),
                "RECORD_MISSING rollout.signals@108",
                "RECORD_MISSING rollout.signals@110");
    }

    @Test
    void promiseG6AChangedByteOfARecordIsNamed() throws Exception {
        String value = "\"value\":\"" + base64("signal 2") + "\"";
        String other = "\"value\":\"" + base64("signal 9") + "\"";

        found(
                lines -> lines.replaceAll(line -> line.replace(value, other)),
                "RECORD_CHANGED rollout.signals@104");
        found(
                lines -> lines.set(2, lines.get(2).replace("17000000001", "17000000002")),
                "RECORD_CHANGED rollout.signals@104");
        found(
                lines -> lines.set(2, lines.get(2).replace("value", "valve")),
                "RECORD_FORM rollout.signals@102",
                "RECORD_MISSING rollout.signals@104");
    }

    @Test
    void promiseG6ALeafThatWasTakenOutBreaksTheRangeProof() throws Exception {
        Bundle bundle = archive.bundle(ROLLOUT);
        List<BundleLog> logs =
                bundle.logs().stream()
                        .map(
                                log ->
                                        new BundleLog(
                                                log.topic(),
                                                log.id(),
                                                log.checkpoint(),
                                                log.head(),
                                                log.range(),
                                                BundleArchive.first(log.leaves(), -2),
                                                log.records().subList(0, log.records().size() - 1),
                                                0))
                        .toList();
        Bundle shorter =
                new Bundle(
                        ROLLOUT,
                        BundleArchive.CLUSTER,
                        bundle.outcome(),
                        0,
                        logs,
                        bundle.decisionProofs(),
                        bundle.documents());

        Verification verification =
                BundleVerifier.verify(BundleArchive.zip(shorter, archive.key), Optional.empty());

        assertThat(verification.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(verification.findings())
                .extracting(Finding::toString)
                .anyMatch(text -> text.startsWith("PROOF_FAILS logs/rollout.signals/entries: "))
                .anyMatch(text -> text.startsWith("NEVER_CLOSED"));
    }

    @Test
    void promiseG6AnotherKeyIsNamed() throws Exception {
        NoteSigner other = NoteSigner.generate("other", SignatureType.ED25519);
        byte[] zip = BundleArchive.zip(archive.bundle(ROLLOUT), other);

        Verification verification = BundleVerifier.verify(zip, Optional.empty());

        assertThat(verification.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(verification.findings())
                .extracting(Finding::toString)
                .anyMatch(
                        text -> text.startsWith("FOREIGN_KEY logs/rollout.decisions/checkpoint: "));
    }

    @Test
    void promiseG6AFileWithoutItsEndNamesWhereItEnds() throws Exception {
        byte[] zip = archive.zip(ROLLOUT);
        assertThat(
                        IntStream.range(0, zip.length)
                                .parallel()
                                .filter(
                                        length ->
                                                verdict(Arrays.copyOf(zip, length))
                                                        != Verdict.INVALID)
                                .boxed()
                                .toList())
                .as("lengths that are not invalid")
                .isEmpty();
        assertThat(
                        BundleVerifier.verify(Arrays.copyOf(zip, zip.length / 4), Optional.empty())
                                .findings()
                                .getFirst()
                                .toString())
                .contains("cut off within '");
    }

    @Test
    void promiseG6APackedByteThatIsFlippedNamesTheFirstRecordItSpoils() throws Exception {
        byte[] zip = archive.zip(ROLLOUT);
        ZipMember records =
                ZipDirectory.read(ByteBuffer.wrap(zip)).stream()
                        .filter(member -> member.name().equals(EntryName.records(SIGNALS)))
                        .findFirst()
                        .orElseThrow();
        assertThat(records.method()).isEqualTo(ZipMember.DEFLATED);

        assertThat(
                        LongStream.range(records.dataOffset(), records.end())
                                .parallel()
                                .filter(at -> !isFlipNamed(zip, (int) at))
                                .boxed()
                                .toList())
                .as("bytes whose flip is not invalid, or names no record though not all are whole")
                .isEmpty();
    }

    private static boolean isFlipNamed(byte[] zip, int at) {
        byte[] flipped = zip.clone();
        flipped[at] ^= 0x10;
        Verification verification = BundleVerifier.verify(flipped, Optional.empty());
        boolean isNamed =
                verification.findings().stream()
                        .anyMatch(
                                one ->
                                        one.where() instanceof Place.RecordAt where
                                                && where.topic().equals(SIGNALS));
        return verification.verdict() == Verdict.INVALID
                && (isNamed || verification.counted().records() == 13);
    }

    private static Verdict verdict(byte[] zip) {
        return BundleVerifier.verify(zip, Optional.empty()).verdict();
    }

    /** No bit is left out: names, lengths, padding of the deflated bytes, everything counts. */
    @Test
    void promiseG6EveryFlippedBitIsFound() throws Exception {
        byte[] zip = small();
        assertThat(BundleVerifier.verify(zip, Optional.empty()).verdict())
                .isEqualTo(Verdict.VALID_WITH_LIMITS);

        List<Integer> unseen =
                IntStream.range(0, 8 * zip.length)
                        .parallel()
                        .filter(
                                bit -> {
                                    byte[] flipped = zip.clone();
                                    flipped[bit / 8] ^= (byte) (1 << (bit % 8));
                                    return verdict(flipped) != Verdict.INVALID;
                                })
                        .boxed()
                        .toList();

        assertThat(unseen).isEmpty();
    }

    private static byte[] small() throws Exception {
        BundleArchive small = new BundleArchive();
        small.close("r", "rollout.decisions=1");
        Collected.Whole whole = (Collected.Whole) small.collect("r");
        return BundleArchive.zip(
                new Bundle(
                        "r",
                        BundleArchive.CLUSTER,
                        Outcome.ROLLED_BACK,
                        0,
                        whole.logs(),
                        whole.decisionProofs(),
                        new BundleDocuments("plan".getBytes(UTF_8))),
                small.key);
    }

    private void found(Consumer<List<String>> change, String... beginnings) throws Exception {
        Tampered tampered = Tampered.of(archive.zip(ROLLOUT)).lines(SIGNALS, change);
        for (byte[] zip : List.of(tampered.pack(), tampered.packAndSign(archive.key))) {
            Verification verification = BundleVerifier.verify(zip, Optional.empty());
            assertThat(verification.verdict()).isEqualTo(Verdict.INVALID);
            List<String> ofRecords =
                    verification.findings().stream()
                            .filter(one -> one.where() instanceof Place.RecordAt)
                            .map(Finding::toString)
                            .toList();
            assertThat(ofRecords).hasSameSizeAs(beginnings);
            for (String beginning : beginnings) {
                assertThat(ofRecords).anyMatch(text -> text.startsWith(beginning + ":"));
            }
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
