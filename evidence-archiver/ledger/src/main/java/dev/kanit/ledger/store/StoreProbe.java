package dev.kanit.ledger.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;

/** Tries out a directory before any evidence is entrusted to it. */
final class StoreProbe {

    private static final byte[] FIRST = {1};
    private static final byte[] SECOND = {2};

    private StoreProbe() {}

    /**
     * @throws UnfitStoreException when a second write to one name is not refused
     */
    static void check(DirectoryStore store) throws IOException {
        String name = "probe/" + UUID.randomUUID();
        try {
            if (!store.createIfAbsent(name, FIRST)) {
                throw new UnfitStoreException("a new name was refused (expected: created)");
            }
            if (store.createIfAbsent(name, SECOND)) {
                throw new UnfitStoreException("an existing name was accepted (expected: refused)");
            }
            byte[] kept = store.get(name).orElse(new byte[0]);
            if (!Arrays.equals(kept, FIRST)) {
                throw new UnfitStoreException(
                        "the first content did not stay (expected: as it was)");
            }
        } catch (UnsupportedOperationException unsupported) {
            throw new UnfitStoreException("hard links are not supported (expected: supported)");
        } finally {
            store.delete(name);
        }
    }
}
