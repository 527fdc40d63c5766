package dev.kanit.decision.rollout;

import dev.kanit.decision.rule.Reason;
import java.util.List;

/**
 * Where a rollout stands. Times are epoch milliseconds of event time; stages count from 0.
 *
 * <pre>
 *   Watching ──watched──▶ Promoting ──▶ Completed (a plan that promotes)
 *   RollbackFailed ──a person closes it──▶ FailureClosed
 *
 *   Preparing ──GO──▶ Entering (a plan without checks begins here)
 *
 *   Entering ──weight in effect──▶ Baking ──baked──▶ Entering (next) … ──last──▶ Watching ──▶ Completed
 *      │ ▲                           │ ▲                                          │ ▲
 *      ▼ │                           ▼ │                                          ▼ │
 *     Held (returns to where it was; a trend, a gap, a person)  ◀────────────────▶
 *      │ ▲
 *      ▼ │ signals pass again
 *   Recommended ──no answer, or approved──▶ RollingBack ──▶ RolledBack
 *                                             ▲  │
 *   any of the above, when a trigger fires ───┘  └──▶ RollbackFailed (a person orders again)
 * </pre>
 */
public sealed interface Phase {

    /** Stands for "no such time". */
    long NONE = -1;

    /** Zero-based stage; the last one while watching. */
    int stage();

    /** The rules watch, and may hold or roll back. */
    sealed interface Live extends Phase {
        /** The phase that holds and recommendations return to. */
        Standing standing();

        /**
         * Since when gaps in the measuring count. Before the first weight is in effect there is
         * nothing to measure, and a window that has just begun has few readings.
         */
        default long watchedSinceMillis() {
            return switch (standing()) {
                case Entering(int stage, _, _) -> stage == 0 ? Long.MAX_VALUE : 0;
                case Baking(int stage, long since, _) -> stage == 0 ? since : 0;
                case Watching _ -> 0;
                // The canary's own fleet is on its way to nothing: that it is silent says nothing.
                case Promoting _ -> Long.MAX_VALUE;
            };
        }

        /** What holds the rollout, also while a rollback is recommended; empty when nothing. */
        List<Reason> heldFor();
    }

    /** What a recommendation may interrupt. */
    sealed interface Interruptible extends Live {}

    /** Nothing stands against the rollout. */
    sealed interface Standing extends Interruptible {
        @Override
        default Standing standing() {
            return this;
        }

        /** Whether an order is on its way that a newer one would end unfinished. */
        default boolean awaitsAction() {
            return this instanceof Entering || this instanceof Promoting;
        }

        @Override
        default List<Reason> heldFor() {
            return List.of();
        }
    }

    /** The rollout is over: no input moves it. */
    sealed interface Closed extends Phase {}

    /**
     * Nothing is ordered yet: checks run, and people agree or do not.
     *
     * @param heldFor why there is no GO although its time may have come; empty while all is well
     */
    record Preparing(long sinceMillis, List<Reason> heldFor) implements Phase {
        public Preparing {
            heldFor = List.copyOf(heldFor);
        }

        @Override
        public int stage() {
            return 0;
        }
    }

    /**
     * The stage's weight is ordered, not yet in effect.
     *
     * @param action decision sequence of the order
     */
    record Entering(int stage, long sinceMillis, long action) implements Standing {}

    /**
     * The weight is in effect, and the bake clock runs while all signals pass.
     *
     * @param bakedMillis time in which all golden signals passed
     */
    record Baking(int stage, long sinceMillis, long bakedMillis) implements Standing {}

    /** All stages passed; the same rules watch on. */
    record Watching(int stage, long sinceMillis) implements Standing {}

    /**
     * The watch ended well, and the canary's version is being made the stable one.
     *
     * @param action decision sequence of the order
     */
    record Promoting(int stage, long sinceMillis, long action) implements Standing {}

    /**
     * No advance, at the same weight.
     *
     * @param reasons at least one; all must end before the hold does
     * @param untilMillis earliest end for {@link Reason.Ends#BY_TIME}; {@link #NONE} otherwise
     * @param waived failing signals that the incident commander answered with a hold, as a mask
     */
    record Held(
            Standing standing,
            List<Reason> reasons,
            long sinceMillis,
            long untilMillis,
            long waived)
            implements Interruptible {
        public Held {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("reasons: [] (expected: at least one)");
            }
        }

        @Override
        public int stage() {
            return standing.stage();
        }

        /** A weight whose order failed or is overdue may be in effect all the same. */
        @Override
        public long watchedSinceMillis() {
            boolean unsure =
                    reasons.contains(Reason.ACTION_FAILED)
                            || reasons.contains(Reason.ACTION_OVERDUE);
            return unsure && standing instanceof Entering(int stage, _, _) && stage == 0
                    ? sinceMillis
                    : Interruptible.super.watchedSinceMillis();
        }

        @Override
        public List<Reason> heldFor() {
            return reasons;
        }
    }

    /**
     * A rollback is recommended to the incident commander; it is carried out at the deadline.
     *
     * @param failing the golden signals over their limit, as a mask
     */
    record Recommended(Interruptible before, long failing, long sinceMillis, long deadlineMillis)
            implements Live {
        @Override
        public int stage() {
            return before.stage();
        }

        @Override
        public Standing standing() {
            return before.standing();
        }

        @Override
        public long watchedSinceMillis() {
            return before.watchedSinceMillis();
        }

        @Override
        public List<Reason> heldFor() {
            return before.heldFor();
        }
    }

    /**
     * A rollback is ordered; nothing but its outcome matters now.
     *
     * @param action decision sequence of the order
     */
    record RollingBack(int stage, long sinceMillis, long action, Reason reason) implements Phase {}

    /** The rollback did not succeed. It stays visible until a person orders it again. */
    record RollbackFailed(int stage, long sinceMillis, long action, Reason reason)
            implements Phase {}

    /** All traffic is back on the stable version. */
    record RolledBack(int stage, long sinceMillis, Reason reason) implements Closed {}

    /** The rollback failed, and people have mended by hand what it left. */
    record FailureClosed(int stage, long sinceMillis, Reason reason) implements Closed {}

    /** The canary has become the stable version, and the watch ended well. */
    record Completed(int stage, long sinceMillis) implements Closed {}
}
