package dev.kanit.ledger.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Tries out a store before any evidence is entrusted to it. */
public final class StoreProbe {

    private static final byte[] FIRST = {1};
    private static final byte[] SECOND = {2};
    private static final int RIVALS = 4;

    private StoreProbe() {}

    /**
     * Writes and removes names under {@code probe/}.
     *
     * @throws UnfitStoreException when a second write to one name is not refused, or a name is
     *     replaced although its content was not the expected one
     * @throws IOException when it cannot be written at all
     */
    public static void check(EvidenceStore store) throws IOException {
        String name = "probe/" + UUID.randomUUID();
        String contested = "probe/" + UUID.randomUUID();
        try {
            createsOnce(store, name);
            replacesWhatIsExpected(store, name);
            letsOneOfManyWin(store, contested);
        } catch (UnsupportedOperationException unsupported) {
            throw new UnfitStoreException("hard links are not supported (expected: supported)");
        } finally {
            store.delete(name);
            store.delete(contested);
        }
        if (store.get(name).isPresent()) {
            throw new UnfitStoreException("a removed name is still there (expected: gone)");
        }
    }

    private static void createsOnce(EvidenceStore store, String name) throws IOException {
        if (store.compareAndSet(name, FIRST, SECOND)) {
            throw new UnfitStoreException("a missing name was replaced (expected: refused)");
        }
        if (!store.createIfAbsent(name, FIRST)) {
            throw new UnfitStoreException("a new name was refused (expected: created)");
        }
        if (store.createIfAbsent(name, SECOND)) {
            throw new UnfitStoreException("an existing name was accepted (expected: refused)");
        }
        requireContent(store, name, FIRST, "the first content did not stay (expected: as it was)");
    }

    private static void replacesWhatIsExpected(EvidenceStore store, String name)
            throws IOException {
        if (store.compareAndSet(name, SECOND, SECOND)) {
            throw new UnfitStoreException("an unexpected content was replaced (expected: refused)");
        }
        requireContent(store, name, FIRST, "a refused write changed the content (expected: not)");
        if (!store.compareAndSet(name, FIRST, SECOND)) {
            throw new UnfitStoreException("the expected content was not replaced (expected: so)");
        }
        requireContent(store, name, SECOND, "the new content did not stay (expected: kept)");
    }

    private static void letsOneOfManyWin(EvidenceStore store, String name) throws IOException {
        try (var rivals = Executors.newVirtualThreadPerTaskExecutor()) {
            var wins =
                    IntStream.range(0, RIVALS)
                            .mapToObj(
                                    rival ->
                                            CompletableFuture.supplyAsync(
                                                    () -> isWon(store, name, (byte) rival), rivals))
                            .toList();
            long winners = wins.stream().filter(CompletableFuture::join).count();
            if (winners != 1) {
                throw new UnfitStoreException(
                        "%d of %d writers at once created one name (expected: 1)"
                                .formatted(winners, RIVALS));
            }
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof java.io.UncheckedIOException unchecked
                    ? unchecked.getCause()
                    : new IOException("the probe failed", failed);
        }
    }

    private static boolean isWon(EvidenceStore store, String name, byte content) {
        try {
            return store.createIfAbsent(name, new byte[] {content});
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static void requireContent(
            EvidenceStore store, String name, byte[] content, String otherwise) throws IOException {
        if (!Arrays.equals(store.get(name).orElse(new byte[0]), content)) {
            throw new UnfitStoreException(otherwise);
        }
    }
}
