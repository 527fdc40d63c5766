package dev.kanit.executor.notify;

import dev.kanit.codec.plan.NotificationPlan;
import java.time.Instant;
import java.util.Optional;

/** What arrived. Facts may come in any order and more than once. */
public sealed interface Fact {

    String rolloutId();

    /**
     * A rollout's plan became known.
     *
     * @param plan empty when it tells nobody
     */
    record PlanLearnt(String rolloutId, Optional<NotificationPlan> plan) implements Fact {}

    /** An alert or an acknowledgement. */
    record Said(Notice notice) implements Fact {
        @Override
        public String rolloutId() {
            return notice.rolloutId();
        }
    }

    /** An attempt is under way; not known to anybody but this process. */
    record AttemptBegan(DeliveryKey key) implements Fact {
        @Override
        public String rolloutId() {
            return key.rolloutId();
        }
    }

    /**
     * An attempt ended, or a delivery without one.
     *
     * @param attempt its number, from 1; 0 when none was made
     * @param standing what came of it
     * @param nextAttemptAt when it is tried again; empty when it is not
     */
    record AttemptEnded(
            DeliveryKey key,
            int attempt,
            Progress.Standing standing,
            Optional<Instant> nextAttemptAt)
            implements Fact {
        @Override
        public String rolloutId() {
            return key.rolloutId();
        }
    }

    /**
     * The rollout is closed: no more is said of it than this.
     *
     * @param alerts how many alerts it had in all
     */
    record Closed(String rolloutId, long alerts) implements Fact {}
}
