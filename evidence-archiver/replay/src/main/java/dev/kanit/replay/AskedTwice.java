package dev.kanit.replay;

import dev.kanit.wire.RolloutDecision;
import java.util.List;

/** What a rollout's own plan and another one make of the same inputs. */
public sealed interface AskedTwice {

    /**
     * Both answered.
     *
     * @param recorded decisions that were taken then
     * @param before decisions of the rollout's own plan, every order carried out at once
     * @param now decisions of the other plan, likewise
     * @param changed where {@code now} differs from {@code before} in kind, stage or cause
     */
    record Answered(
            List<RolloutDecision> recorded,
            List<RolloutDecision> before,
            List<RolloutDecision> now,
            List<ChangedDecision> changed)
            implements AskedTwice {

        public Answered {
            recorded = List.copyOf(recorded);
            before = List.copyOf(before);
            now = List.copyOf(now);
            changed = List.copyOf(changed);
        }
    }

    /** The evidence does not hold the inputs. */
    record NotAskable(String why) implements AskedTwice {}
}
