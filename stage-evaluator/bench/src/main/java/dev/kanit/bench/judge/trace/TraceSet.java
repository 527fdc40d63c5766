package dev.kanit.bench.judge.trace;

import java.util.random.RandomGenerator;

/** Where the noise of a trace comes from. */
public sealed interface TraceSet permits RecordedSet, AutoregressiveSet {

    /** Gauges of a trace. */
    int GAUGES = 7;

    String name();

    /** Whether its noise is worse than the judge was made for. */
    boolean hard();

    /** The service that a rollout happens to. */
    Service draw(RandomGenerator random);

    /** A service: cuts of its series are the tracks of a rollout. */
    @FunctionalInterface
    interface Service {
        /** Factors around 1 of all gauges on one track, {@code [gauge][tick]}. */
        double[][] cut(RandomGenerator random, int ticks);
    }
}
