package dev.kanit.archiver.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.ledger.store.EvidenceStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** What any server must do for a store. */
final class S3Checks {

    private S3Checks() {}

    static void aNameIsCreatedOnceAndReplacedByWhoKnowsItsContent(S3Store store) throws Exception {
        assertThat(store.createIfAbsent("a/b", new byte[] {1})).isTrue();
        assertThat(store.createIfAbsent("a/b", new byte[] {2})).isFalse();
        assertThat(store.compareAndSet("a/b", new byte[] {2}, new byte[] {3})).isFalse();
        assertThat(store.compareAndSet("a/b", new byte[] {1}, new byte[] {3})).isTrue();
        assertThat(store.compareAndSet("a/none", new byte[] {1}, new byte[] {3})).isFalse();
        assertThat(store.get("a/b")).contains(new byte[] {3});
        store.delete("a/b");
        assertThat(store.get("a/b")).isEmpty();
    }

    static void partsOfAContentAreRead(S3Store store) throws Exception {
        assertThat(store.createIfAbsent("n", new byte[] {0, 1, 2, 3, 4})).isTrue();
        assertThat(store.getRange("n", 1, 2)).contains(new byte[] {1, 2});
        assertThat(store.getRange("n", 3, 9)).contains(new byte[] {3, 4});
        assertThat(store.getRange("n", 9, 2)).contains(new byte[0]);
        assertThat(store.getRange("none", 0, 2)).isEmpty();
    }

    /** Larger than three pieces, so that it is read in four. */
    static void aFileIsCreatedOnceAndCopiedPieceByPiece(S3Store store, Path directory)
            throws Exception {
        byte[] content = new byte[3 * EvidenceStore.PIECE_BYTES + 17];
        new Random(7).nextBytes(content);
        Path file = Files.write(directory.resolve("large"), content);
        assertThat(store.createIfAbsent("large", file)).isTrue();
        assertThat(store.createIfAbsent("large", Files.write(directory.resolve("b"), new byte[1])))
                .isFalse();
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        assertThat(store.copy("large", copy, content.length)).isTrue();
        assertThat(copy.toByteArray()).isEqualTo(content);
        assertThat(store.copy("none", copy, 1)).isFalse();
        assertThatThrownBy(() -> store.copy("large", copy, content.length - 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than");
    }

    static void moreNamesThanOnePageHoldsAreListed(S3Store store) throws Exception {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        for (int i = 0; i < 1_100; i++) {
            contents.put("d/%04d".formatted(i), new byte[] {1});
        }
        contents.put("d/deeper/x", new byte[] {1});
        contents.put("d2/y", new byte[] {1});
        assertThat(store.createAll(contents)).isEmpty();
        assertThat(store.createAll(Map.of("d/0000", new byte[] {2}))).containsExactly("d/0000");

        assertThat(store.list("d"))
                .hasSize(1_100)
                .isSorted()
                .startsWith("d/0000")
                .endsWith("d/1099");
        assertThat(store.directories("d")).containsExactly("d/deeper");
        assertThat(store.directories("d2")).isEmpty();
    }
}
