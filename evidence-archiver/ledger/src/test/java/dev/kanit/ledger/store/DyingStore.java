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

    /** The disk refuses here, once; the process lives on. */
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * A process. Once it has died it writes nothing more until it is born again, whoever caught
     * what it died of.
     */
    public static final class Life {

        private final Random random;
        private final double chanceOfDying;
        private final double chanceOfRefusal;
        private boolean isOver;

        /**
         * @param chanceOfDying at each step of a write, 0 to 1
         * @param chanceOfRefusal likewise
         */
        public Life(Random random, double chanceOfDying, double chanceOfRefusal) {
            this.random = random;
            this.chanceOfDying = chanceOfDying;
            this.chanceOfRefusal = chanceOfRefusal;
        }

        public boolean isOver() {
            return isOver;
        }

        /** The process ends between two steps. */
        public void end() {
            isOver = true;
        }

        public void beginAnew() {
            isOver = false;
        }

        private void step() throws IOException {
            double lot = random.nextDouble();
            isOver |= lot < chanceOfDying;
            if (isOver) {
                throw new Killed();
            }
            if (lot < chanceOfDying + chanceOfRefusal) {
                throw new Refused();
            }
        }
    }

    private DyingStore() {}

    /**
     * @param chance of dying at each step, 0 to 1
     */
    public static EvidenceStore in(Path root, Random random, double chance) {
        return in(root, new Life(random, chance, 0));
    }

    /** A store that is used by this process. */
    public static EvidenceStore in(Path root, Life life) {
        return new DirectoryStore(
                root,
                new DirectoryStore.Steps() {
                    @Override
                    public void reached(String step) throws IOException {
                        life.step();
                    }

                    @Override
                    public boolean isSyncing() {
                        return false;
                    }
                });
    }
}
