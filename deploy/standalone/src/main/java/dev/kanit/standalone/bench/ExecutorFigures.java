package dev.kanit.standalone.bench;

/**
 * What the executor's benchmark measured.
 *
 * @param rollbackP50Millis from handing the rollback decision to the producer, before it is
 *     visible, to the API server having answered the change that sets the canary's weight to zero
 * @param rollbackP99Millis the same, 99th percentile
 * @param rollouts rolled back at once
 * @param coldP99Millis the 99th percentile of the first round, by a JVM that has not done it before
 * @param rounds measured after the first; the percentiles are over all of their rollbacks
 * @param completeP99Millis from the same to the last record of the rollback on {@code
 *     rollout.actions}
 * @param barePatchP50Millis the same number of bare PATCH requests at once to the same server, by
 *     the JDK's client, from send to answer
 * @param barePatchP99Millis the same, 99th percentile
 * @param server what the API server was
 */
public record ExecutorFigures(
        double rollbackP50Millis,
        double rollbackP99Millis,
        int rollouts,
        double coldP99Millis,
        int rounds,
        double completeP99Millis,
        double barePatchP50Millis,
        double barePatchP99Millis,
        String server) {}
