package dev.kanit.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The vectors of transparency-dev/merkle, which other implementations are tested with, too. They
 * lie outside of this repository: in {@code $KANIT_SHARED/vectors/merkle}, or in {@code
 * shared/vectors/merkle} beside a directory above this one.
 */
final class PublicVectorsTest {

    private static final Pattern STRING = Pattern.compile("\"([^\"]*)\"");

    private final MerkleHasher hasher = new MerkleHasher();

    @Test
    void everyInclusionVectorComesOutAsPublished() throws Exception {
        int checked = 0;
        for (Path file : files("inclusion")) {
            String vector = Files.readString(file);
            boolean holds =
                    hashes(vector)
                            .map(
                                    hashes ->
                                            new InclusionProof(
                                                            number(vector, "leafIdx"),
                                                            number(vector, "treeSize"),
                                                            hashes)
                                                    .check(
                                                            hasher,
                                                            bytes(vector, "leafHash"),
                                                            bytes(vector, "root"))
                                                    .holds())
                            .orElse(false);
            assertThat(holds).as("%s", file).isEqualTo(isGood(vector));
            checked++;
        }
        assertThat(checked).isGreaterThanOrEqualTo(98);
    }

    @Test
    void everyConsistencyVectorComesOutAsPublished() throws Exception {
        int checked = 0;
        for (Path file : files("consistency")) {
            String vector = Files.readString(file);
            boolean holds =
                    hashes(vector)
                            .map(
                                    hashes ->
                                            new ConsistencyProof(
                                                            number(vector, "size1"),
                                                            number(vector, "size2"),
                                                            hashes)
                                                    .check(
                                                            hasher,
                                                            bytes(vector, "root1"),
                                                            bytes(vector, "root2"))
                                                    .holds())
                            .orElse(false);
            assertThat(holds).as("%s", file).isEqualTo(isGood(vector));
            checked++;
        }
        assertThat(checked).isGreaterThanOrEqualTo(98);
    }

    private static List<Path> files(String kind) throws IOException {
        Optional<Path> directory = shared().map(shared -> shared.resolve("vectors/merkle"));
        assumeTrue(
                directory.isPresent() && Files.isDirectory(directory.get()),
                "no vectors/merkle in $KANIT_SHARED nor in a shared directory above this one");
        try (Stream<Path> all = Files.walk(directory.orElseThrow().resolve(kind))) {
            return all.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }

    private static Optional<Path> shared() {
        String named = System.getenv("KANIT_SHARED");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        return Stream.iterate(Path.of("").toAbsolutePath(), at -> at != null, Path::getParent)
                .map(at -> at.resolve("shared"))
                .filter(at -> Files.isDirectory(at.resolve("vectors/merkle")))
                .findFirst();
    }

    private static boolean isGood(String vector) {
        return field(vector, "wantErr", "true|false").equals("false");
    }

    private static long number(String vector, String name) {
        return Long.parseUnsignedLong(field(vector, name, "\\d+"));
    }

    private static byte[] bytes(String vector, String name) {
        return Base64.getDecoder().decode(field(vector, name, "\"[^\"]*\"").replace("\"", ""));
    }

    /** Empty when one of them has not the length of a hash. */
    private static Optional<List<Hash>> hashes(String vector) {
        List<Hash> hashes = new ArrayList<>();
        Matcher text = STRING.matcher(field(vector, "proof", "null|\\[[^\\]]*\\]"));
        while (text.find()) {
            byte[] bytes = Base64.getMimeDecoder().decode(text.group(1));
            if (bytes.length != MerkleHasher.HASH_BYTES) {
                return Optional.empty();
            }
            hashes.add(Hash.of(bytes));
        }
        return Optional.of(hashes);
    }

    private static String field(String vector, String name, String form) {
        Matcher field = Pattern.compile("\"" + name + "\":\\s*(" + form + ")").matcher(vector);
        assertThat(field.find()).as("%s in %s", name, vector).isTrue();
        return field.group(1);
    }
}
