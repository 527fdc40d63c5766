package dev.kanit.decision.rollout;

/**
 * What only ever rises.
 *
 * @param clockMillis the latest event time seen, epoch milliseconds
 * @param sequence decisions published so far
 * @param generation rises with every order, from the time of the rollout's start in epoch
 *     milliseconds; fences older orders, those of earlier rollouts too
 */
public record Counters(long clockMillis, long sequence, long generation) {

    Counters at(long millis) {
        return millis <= clockMillis ? this : new Counters(millis, sequence, generation);
    }

    Counters decided() {
        return new Counters(clockMillis, sequence + 1, generation);
    }

    Counters ordered() {
        return new Counters(clockMillis, sequence, generation + 1);
    }
}
