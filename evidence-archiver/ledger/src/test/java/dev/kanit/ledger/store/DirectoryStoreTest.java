package dev.kanit.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
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
        // The directory vanishes between the two writes, as on a file system without memory.
        DirectoryStore forgetful =
                new DirectoryStore(
                        root,
                        step -> {
                            if (step.equals("durable")) {
                                try (var files = java.nio.file.Files.list(root.resolve("probe"))) {
                                    for (Path file : files.toList()) {
                                        java.nio.file.Files.delete(file);
                                    }
                                }
                            }
                        });

        assertThatThrownBy(() -> StoreProbe.check(forgetful))
                .isInstanceOf(UnfitStoreException.class)
                .hasMessageContaining("an existing name was accepted");
    }
}
