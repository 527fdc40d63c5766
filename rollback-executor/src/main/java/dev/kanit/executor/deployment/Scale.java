package dev.kanit.executor.deployment;

/** What a change of weight means for the number of pods. */
sealed interface Scale {

    /** Nothing: somebody else scales. */
    record None() implements Scale {}

    /**
     * A router has the weight; the canary has pods for its share, and the stable version keeps all
     * of its own, so that everything can come back at once.
     *
     * @param replicas pods that carry all traffic, &gt;= 1
     */
    record Follow(int replicas) implements Scale {
        /** Enough for {@code percent} of the traffic, rounded up. */
        int canary(double percent) {
            return (int) Math.ceil(replicas * percent / 100);
        }
    }

    /**
     * One Service before both: the pods are the weight.
     *
     * @param replicas pods in all, &gt;= 1
     */
    record Share(int replicas) implements Scale {

        /** Whether so many pods can have exactly that weight. */
        boolean isExact(double percent) {
            return Math.rint(replicas * percent / 100) == replicas * percent / 100;
        }

        int canary(double percent) {
            return (int) Math.rint(replicas * percent / 100);
        }
    }
}
