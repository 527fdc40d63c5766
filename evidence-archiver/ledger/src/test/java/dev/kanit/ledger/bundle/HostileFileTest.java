package dev.kanit.ledger.bundle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that somebody made to do harm, or that were never bundles. */
final class HostileFileTest {

    private final BundleArchive archive = BundleArchive.ofTwoRollouts();
    private byte[] zip;

    @BeforeEach
    void write() throws Exception {
        zip = archive.zip("shop-1");
    }

    @Test
    void whatIsNoZipIsNoBundle() {
        found(new byte[0], "NOT_A_BUNDLE bundle: zip: no end record");
        found("hello".getBytes(UTF_8), "NOT_A_BUNDLE bundle: zip: no end record");
        found(new byte[100_000], "NOT_A_BUNDLE bundle: zip: no end record");
        found(ZipLayout.end(0, 0, 0), "NOT_A_BUNDLE bundle: zip: no entries");
    }

    @Test
    void prefixedAppendedAndConcatenatedFilesAreRefused() {
        found(concat(new byte[] {1}, zip), "NOT_A_BUNDLE bundle: zip: directory of");
        found(concat(zip, new byte[] {0}), "NOT_A_BUNDLE bundle: zip: no end record");
        found(concat(zip, zip), "NOT_A_BUNDLE bundle: zip: directory of");
    }

    @Test
    void anotherToolsZipIsRefusedByItsFlags() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream other = new ZipOutputStream(out)) {
            other.putNextEntry(new ZipEntry(EntryName.MANIFEST));
            other.write("{}".getBytes(UTF_8));
            other.closeEntry();
        }

        found(out.toByteArray(), "ZIP_FORM manifest.dsse.json: data descriptor (expected: none)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../etc/passwd",
                "/etc/passwd",
                "logs/../../x",
                "a\\b",
                "C:evil",
                "a//b",
                "dir/",
                ".hidden",
                "a/./b",
                "a b",
                "caf\u00e9",
                "nul\u0000",
                ""
            })
    void namesThatLeaveTheDirectoryOrCouldAreRefused(String name) throws Exception {
        found(packed(name, new byte[] {1}), "UNSAFE_NAME bundle: name: '");
    }

    @Test
    void aNameThatIsTooLongIsRefused() throws Exception {
        found(
                packed("attachments/" + "a".repeat(200), new byte[] {1}),
                "UNSAFE_NAME bundle: name: 'attachments/aaa");
    }

    @Test
    void oneNameTwiceIsRefusedAlsoInAnotherCase() throws Exception {
        found(
                packed("PLAN.YAML", new byte[] {1}),
                "DUPLICATE_NAME plan.yaml: name: a second time (expected: once)");
        try (ZipSpool spool = new ZipSpool()) {
            spool.add("plan.yaml", out -> out.write(1));
            spool.add("plan.yaml", out -> out.write(2));
            found(finish(spool), "DUPLICATE_NAME plan.yaml: name: a second time (expected: once)");
        }
    }

    @Test
    void entriesOutOfOrderAreRefused() throws Exception {
        try (ZipSpool spool = new ZipSpool()) {
            spool.add("report.html", out -> out.write(1));
            spool.add("plan.yaml", out -> out.write(2));
            found(finish(spool), "ZIP_FORM plan.yaml: place (expected: manifest.dsse.json first");
        }
    }

    @Test
    void encryptedLinkedAndForeignEntriesAreRefused() {
        found(central(8, 1), "ZIP_FORM logs/rollout.decisions/entries: encrypted");
        found(central(8, 8), "ZIP_FORM logs/rollout.decisions/entries: data descriptor");
        found(central(10, 12), "ZIP_FORM logs/rollout.decisions/entries: method: 12");
        found(central(40, 0xA1FF), "ZIP_FORM logs/rollout.decisions/entries: attributes: a1ff0000");
        found(central(5, 3), "ZIP_FORM logs/rollout.decisions/entries: directory entry");
        found(central(12, 77), "ZIP_FORM logs/rollout.decisions/entries: directory entry");
        found(central(42, 7), "ZIP_FORM logs/rollout.decisions/entries: directory entry");
    }

    @Test
    void aLocalHeaderThatDisagreesIsRefused() throws Exception {
        ZipMember member = ZipDirectory.read(ByteBuffer.wrap(zip)).get(3);
        byte[] changed = zip.clone();
        changed[(int) member.offset() + 22]++;

        found(changed, "ZIP_FORM " + member.name() + ": local header (expected: what the");
    }

    @Test
    void aBombIsRefusedBeforeItIsUnpacked() throws Exception {
        byte[] zeros = new byte[1 << 20];
        ZipMember stored = stored(packed("attachments/zeros", zeros));
        assertThat(stored.method()).as("the writer makes none").isEqualTo(ZipMember.STORED);

        found(
                lengths("attachments/zeros", 300, 1 << 20),
                "TOO_LARGE attachments/zeros: packed: 1048576 bytes into 300");
        found(
                lengths("attachments/zeros", 300, 0xFFFFFFFFL),
                "TOO_LARGE attachments/zeros: length: 4294967295 bytes");
        found(
                lengths("attachments/zeros", 300, 400),
                "ZIP_FORM attachments/zeros: length: differs from the packed one");
    }

    @Test
    void tooManyEntriesAreRefused() {
        found(
                ZipLayout.end(BundleLimits.MAX_ENTRIES + 1, 0, 0),
                "TOO_LARGE bundle: zip: 20001 entries (expected: <= 20000)");
    }

    @Test
    void anotherFormatIsNotGuessed() throws Exception {
        found(
                Tampered.of(zip)
                        .packAndSign(
                                archive.key,
                                text -> text.replace("{\"format\":1", "{\"format\":2")),
                "UNSUPPORTED_FORMAT manifest.dsse.json: format: 2 (expected: 1)");
    }

    @Test
    void aManifestInAnotherSpellingIsRefused() throws Exception {
        statement(text -> text.replace("\"plan\":", " \"plan\":"), "MANIFEST_FORM");
        statement(text -> text.replace("COMPLETED", "ABANDONED"), "MANIFEST_FORM");
        statement(text -> text.replace("COMPLETED", "\\u0043OMPLETED"), "MANIFEST_FORM");
        statement(
                text -> text.replace("\"format\":1", "\"format\":1,\"format\":1"), "MANIFEST_FORM");
        statement(text -> text.replace("\"partition\":3", "\"partition\":03"), "MANIFEST_FORM");
        statement(
                text -> text.replace("\"partition\":3", "\"partition\":3000000000"),
                "MANIFEST_FORM");
        statement(text -> text.replace("rollout.ticks\",", "../ticks\","), "MANIFEST_FORM");
        found(
                Tampered.of(zip).put(EntryName.MANIFEST, "{}".getBytes(UTF_8)).pack(),
                "MANIFEST_FORM manifest.dsse.json: envelope: byte 0");
    }

    @Test
    void entriesThatTheManifestLacksOrTheFileLacksAreNamed() throws Exception {
        found(
                Tampered.of(zip).put("attachments/more", new byte[1]).pack(),
                "ENTRY_ADDED attachments/more");
        found(
                Tampered.of(zip).remove("attachments/sbom/app.json").pack(),
                "ENTRY_MISSING attachments/sbom/app.json");
        found(
                Tampered.of(zip).put("readme.txt", new byte[1]).packAndSign(archive.key),
                "UNKNOWN_ENTRY readme.txt");
        found(
                Tampered.of(zip)
                        .put("logs/rollout.other/entries", new byte[1])
                        .packAndSign(archive.key),
                "UNKNOWN_ENTRY logs/rollout.other/entries");
        found(
                Tampered.of(zip).put(EntryName.proof(9), new byte[1]).packAndSign(archive.key),
                "UNKNOWN_ENTRY proofs/000009.tlog-proof");
        for (String name :
                new String[] {
                    EntryName.PLAN,
                    EntryName.proof(2),
                    EntryName.checkpoint("rollout.ticks"),
                    EntryName.head("rollout.ticks"),
                    EntryName.range("rollout.ticks"),
                    EntryName.entries("rollout.ticks"),
                    EntryName.records("rollout.ticks")
                }) {
            found(Tampered.of(zip).remove(name).packAndSign(archive.key), "ENTRY_MISSING " + name);
        }
    }

    @Test
    void notesProofsAndLeavesOutOfFormAreNamed() throws Exception {
        String checkpoint = EntryName.checkpoint("rollout.ticks");
        String head = EntryName.head("rollout.ticks");
        String range = EntryName.range("rollout.ticks");
        String leaves = EntryName.entries("rollout.ticks");
        byte[] large = new byte[(2 << 20) + 1];
        new Random(1).nextBytes(large);
        edited(checkpoint, _ -> large, "TOO_LARGE " + checkpoint);
        edited(head, _ -> large, "TOO_LARGE " + head);
        edited(checkpoint, _ -> new byte[] {(byte) 0xFF}, "ENTRY_FORM " + checkpoint);
        edited(checkpoint, _ -> get("rollout.signals"), "WRONG_LOG " + checkpoint);
        edited(
                head,
                proof -> replace(proof, "\n\n", "\n" + "AAAA".repeat(10) + "AAA=\n\n", 64),
                "ENTRY_FORM " + head);
        edited(range, text -> replace(text, "{", "{ ", 1), "ENTRY_FORM " + range);
        edited(
                range,
                text -> replace(text, "\"entries\":5", "\"entries\":9223372036854775807", 1),
                "PROOF_FAILS " + leaves);
        edited(leaves, bytes -> Arrays.copyOf(bytes, bytes.length - 1), "ENTRY_FORM " + leaves);
        edited(leaves, bytes -> replace(bytes, "{\"kind", "{\"king", 1), "LEAF_FORM " + leaves);
        edited(
                EntryName.proof(1),
                _ -> Tampered.of(zip).get(EntryName.proof(2)),
                "PROOF_FAILS proofs/000001.tlog-proof");
    }

    private byte[] get(String topic) throws Exception {
        return Tampered.of(zip).get(EntryName.checkpoint(topic));
    }

    private interface Edit {
        byte[] apply(byte[] content) throws Exception;
    }

    private void edited(String name, Edit edit, String finding) throws Exception {
        Tampered tampered = Tampered.of(zip);
        tampered.put(name, edit.apply(tampered.get(name)));
        found(tampered.packAndSign(archive.key), finding);
    }

    private static byte[] replace(byte[] content, String old, String fresh, int times) {
        String text = new String(content, ISO_8859_1);
        int at = text.indexOf(old);
        assertThat(at).isNotNegative();
        String repeated =
                times == 1 ? fresh : fresh.substring(0, fresh.length() - 2).repeat(times) + "\n\n";
        return (text.substring(0, at) + repeated + text.substring(at + old.length()))
                .getBytes(ISO_8859_1);
    }

    private void statement(UnaryOperator<String> change, String code) throws Exception {
        found(
                Tampered.of(zip).packAndSign(archive.key, change),
                code + " manifest.dsse.json: statement: ");
    }

    /** The bundle with other two bytes in the first directory entry after the manifest's. */
    private byte[] central(int field, int value) {
        ByteBuffer changed = ByteBuffer.wrap(zip.clone()).order(ByteOrder.LITTLE_ENDIAN);
        int directory = changed.getInt(zip.length - 6);
        String name = "logs/rollout.decisions/entries";
        int at = new String(zip, ISO_8859_1).indexOf(name, directory) - ZipLayout.CENTRAL_BYTES;
        if (field == 5) {
            changed.put(at + field, (byte) value);
        } else {
            changed.putShort(at + field, (short) value);
        }
        return changed.array();
    }

    private static ZipMember stored(byte[] file) throws MalformedBundleException {
        return ZipDirectory.read(ByteBuffer.wrap(file)).stream()
                .filter(member -> member.name().equals("attachments/zeros"))
                .findFirst()
                .orElseThrow();
    }

    /** A file of two entries whose second one claims other lengths. */
    private static byte[] lengths(String name, int packed, long bytes) throws IOException {
        byte[] manifest = "{}".getBytes(UTF_8);
        ZipMember first = new ZipMember(EntryName.MANIFEST, ZipMember.STORED, 0, 2, 2, 0);
        ZipMember second = new ZipMember(name, bytes == 400 ? 0 : 8, 0, packed, bytes, first.end());
        byte[] central = concat(ZipLayout.central(first), ZipLayout.central(second));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(ZipLayout.local(first));
        out.write(manifest);
        out.write(ZipLayout.local(second));
        out.write(new byte[packed]);
        out.write(central);
        out.write(ZipLayout.end(2, central.length, second.end()));
        return out.toByteArray();
    }

    private byte[] packed(String name, byte[] content) throws Exception {
        return Tampered.of(zip).put(name, content).pack();
    }

    private static byte[] finish(ZipSpool spool) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        spool.finish("{}".getBytes(UTF_8), out);
        return out.toByteArray();
    }

    private static byte[] concat(byte[] left, byte[] right) {
        byte[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    private static void found(byte[] file, String beginning) {
        Verification verification = BundleVerifier.verify(file, Optional.empty());
        assertThat(verification.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(verification.content()).isEmpty();
        assertThat(verification.findings())
                .extracting(Finding::toString)
                .anyMatch(text -> text.startsWith(beginning));
    }
}
