package dev.kanit.executor.kubernetes;

import dev.kanit.executor.plan.StepOutcome;

/** What came of one request. */
public sealed interface ClusterAnswer {

    /** The object as it is now. */
    record Found(KubernetesObject object) implements ClusterAnswer {}

    /**
     * There is no such answer.
     *
     * @param why refused for good, or worth another try
     * @param isMissing whether the server says that there is no such object
     */
    record Failed(StepOutcome why, boolean isMissing) implements ClusterAnswer {

        Failed(StepOutcome why) {
            this(why, false);
        }
    }
}
