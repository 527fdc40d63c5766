package dev.kanit.ledger.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/** The real directory store, whose process ends at a random step. */
public final class DyingStore {

    /** The process ends here. */
    public static final class Killed extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private DyingStore() {}

    /**
     * @param chance of dying at each step, 0 to 1
     */
    public static EvidenceStore in(Path root, Random random, double chance) {
        return new DirectoryStore(
                root,
                new DirectoryStore.Steps() {
                    @Override
                    public void reached(String step) throws IOException {
                        if (random.nextDouble() < chance) {
                            throw new Killed();
                        }
                    }

                    @Override
                    public boolean isSyncing() {
                        return false;
                    }
                });
    }
}
