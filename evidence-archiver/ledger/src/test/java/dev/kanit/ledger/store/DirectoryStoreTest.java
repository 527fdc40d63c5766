package dev.kanit.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryStoreTest {

    @TempDir Path root;

    @Test
    void aNameIsWrittenOnceAndKeepsItsFirstContent() throws Exception {
        DirectoryStore store = DirectoryStore.open(root);

        assertThat(store.createIfAbsent("logs/a/1", new byte[] {1})).isTrue();
        assertThat(store.createIfAbsent("logs/a/1", new byte[] {2})).isFalse();

        assertThat(store.get("logs/a/1").orElseThrow()).containsExactly(1);
        assertThat(store.list("logs/a")).containsExactly("logs/a/1");
    }

    @Test
    void namesThatLeaveTheRootAreRefused() throws Exception {
        DirectoryStore store = DirectoryStore.open(root);

        for (String name : new String[] {"../x", "a/../../x", "/etc/x", "a//b", "", ".hidden"}) {
            assertThatThrownBy(() -> store.get(name))
                    .as(name)
                    .hasMessageContaining("expected: parts of letters, digits");
        }
    }

    @Test
    void aStoreWhoseNamesCanBeWrittenTwiceIsRefused() {
        // The file vanishes between the two writes, as on a file system without memory.
        DirectoryStore forgetful =
                new DirectoryStore(
                        root,
                        step -> {
                            if (step.equals("durable")
                                    && Files.isDirectory(root.resolve("probe"))) {
                                try (var files = Files.list(root.resolve("probe"))) {
                                    for (Path file : files.toList()) {
                                        Files.delete(file);
                                    }
                                }
                            }
                        });

        assertThatThrownBy(() -> StoreProbe.check(forgetful))
                .isInstanceOf(UnfitStoreException.class)
                .hasMessageContaining("an existing name was accepted");
    }

    @Test
    void manyNamesAreCreatedAtOnceAndThoseThatExistedAreNamed() throws Exception {
        DirectoryStore store = DirectoryStore.open(root);
        assertThat(store.createIfAbsent("logs/a/tile/0/000", new byte[] {7})).isTrue();
        Map<String, byte[]> many = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            many.put("logs/a/tile/%d/%03d".formatted(i % 3, i), new byte[] {(byte) i});
        }

        assertThat(store.createAll(many)).containsExactly("logs/a/tile/0/000");

        assertThat(store.get("logs/a/tile/0/000").orElseThrow()).containsExactly(7);
        assertThat(store.get("logs/a/tile/2/299").orElseThrow()).containsExactly((byte) 299);
        assertThat(store.createAll(many)).hasSize(300);
        assertThat(root.resolve(".writing")).isEmptyDirectory();
    }

    @Test
    void aNameIsReplacedOnlyByOneWhoKnewItsContent() throws Exception {
        DirectoryStore store = DirectoryStore.open(root);

        assertThat(store.compareAndSet("logs/a/checkpoint", new byte[0], new byte[] {1})).isFalse();
        assertThat(store.createIfAbsent("logs/a/checkpoint", new byte[] {1})).isTrue();
        assertThat(store.compareAndSet("logs/a/checkpoint", new byte[] {2}, new byte[] {3}))
                .isFalse();
        assertThat(store.compareAndSet("logs/a/checkpoint", new byte[] {1}, new byte[] {3}))
                .isTrue();

        assertThat(store.get("logs/a/checkpoint").orElseThrow()).containsExactly(3);
        assertThat(store.list("logs/a")).containsExactly("logs/a/checkpoint");
    }

    @Test
    void ofManyWhoReplaceAtOnceEachBuildsOnTheOneBefore() throws Exception {
        DirectoryStore store = DirectoryStore.open(root);
        assertThat(store.createIfAbsent("counter", new byte[] {0})).isTrue();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                var _ = threads.submit(() -> increment(store));
            }
        }

        assertThat(store.get("counter").orElseThrow()).containsExactly(20);
    }

    private static byte increment(DirectoryStore store) throws IOException {
        while (true) {
            byte[] now = store.get("counter").orElseThrow();
            byte next = (byte) (now[0] + 1);
            if (store.compareAndSet("counter", now, new byte[] {next})) {
                return next;
            }
        }
    }

    @Test
    void aPartOfAContentIsRead() throws Exception {
        DirectoryStore store = DirectoryStore.open(root);
        assertThat(store.createIfAbsent("a", new byte[] {1, 2, 3, 4})).isTrue();

        assertThat(store.getRange("a", 1, 2).orElseThrow()).containsExactly(2, 3);
        assertThat(store.getRange("a", 3, 9).orElseThrow()).containsExactly(4);
        assertThat(store.getRange("a", 9, 1).orElseThrow()).isEmpty();
        assertThat(store.getRange("b", 0, 1)).isEmpty();
    }

    @Test
    void whatADeadWriterLeftIsRemovedWhenItIsAnHourOld() throws Exception {
        Path writing = Files.createDirectories(root.resolve(".writing"));
        Path old = Files.writeString(writing.resolve("old"), "half");
        Path recent = Files.writeString(writing.resolve("recent"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(4_000)));

        DirectoryStore store = DirectoryStore.open(root);

        assertThat(old).doesNotExist();
        assertThat(recent).exists();
        assertThat(store.list("probe")).isEmpty();
    }

    @Test
    void aRemovedNameIsGone() throws Exception {
        DirectoryStore store = DirectoryStore.open(root);
        assertThat(store.createIfAbsent("a/b", new byte[] {1})).isTrue();

        store.delete("a/b");
        store.delete("a/b");

        assertThat(store.get("a/b")).isEmpty();
    }

    @Test
    void aStoreThatReplacesWithoutComparingIsRefused() throws Exception {
        EvidenceStore careless = new CarelessStore(DirectoryStore.open(root));

        assertThatThrownBy(() -> StoreProbe.check(careless))
                .isInstanceOf(UnfitStoreException.class)
                .hasMessageContaining("an unexpected content was replaced");
    }
}
