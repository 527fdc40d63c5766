package dev.kanit.decision.rollout;

/**
 * What only ever rises.
 *
 * @param clockMillis the latest event time seen, epoch milliseconds
 * @param sequence decisions published so far
 * @param generation orders given so far; fences older ones
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
