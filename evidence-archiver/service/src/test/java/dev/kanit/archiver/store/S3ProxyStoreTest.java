package dev.kanit.archiver.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store against S3Proxy, a server of another make, probed as in production. */
final class S3ProxyStoreTest {

    private static final int RIVALS = 8;
    private static final int NAMES = 200;

    @TempDir static Path directory;

    private static @Nullable S3ProxyProcess server;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(S3ProxyProcess.isThere(), "no S3Proxy: the build did not fetch it");
        server = S3ProxyProcess.start(directory);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aNameIsCreatedOnceAndReplacedByWhoKnowsItsContent() throws Exception {
        try (S3Store store = open("once/")) {
            S3Checks.aNameIsCreatedOnceAndReplacedByWhoKnowsItsContent(store);
        }
    }

    @Test
    void partsOfAContentAreRead() throws Exception {
        try (S3Store store = open("range/")) {
            S3Checks.partsOfAContentAreRead(store);
        }
    }

    @Test
    void aFileIsCreatedOnceAndCopiedPieceByPiece() throws Exception {
        try (S3Store store = open("file/")) {
            S3Checks.aFileIsCreatedOnceAndCopiedPieceByPiece(store, directory);
        }
    }

    @Test
    void moreNamesThanOnePageHoldsAreListedWithoutThoseFurtherDown() throws Exception {
        try (S3Store store = open("list/")) {
            S3Checks.moreNamesThanOnePageHoldsAreListed(store);
        }
    }

    @Test
    void oneOfEightRivalsCreatesANameAndItsContentStays() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(RIVALS);
        try (S3Store store = open("rivals/");
                ExecutorService rivals = Executors.newFixedThreadPool(RIVALS)) {
            for (int i = 0; i < NAMES; i++) {
                String name = "n/" + i;
                List<Future<Boolean>> writes = new ArrayList<>();
                for (byte rival = 0; rival < RIVALS; rival++) {
                    byte[] content = {rival};
                    writes.add(
                            rivals.submit(
                                    () -> {
                                        int _ = barrier.await();
                                        return store.createIfAbsent(name, content);
                                    }));
                }
                List<Integer> winners = new ArrayList<>();
                for (int rival = 0; rival < RIVALS; rival++) {
                    if (writes.get(rival).get()) {
                        winners.add(rival);
                    }
                }
                assertThat(winners).as(name).hasSize(1);
                assertThat(store.get(name)).contains(new byte[] {winners.getFirst().byteValue()});
            }
        }
    }

    private static S3Store open(String prefix) throws Exception {
        if (server == null) {
            throw new IllegalStateException("no server (expected: started)");
        }
        return server.store(prefix);
    }
}
