package dev.kanit.bench.judge.trace;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A source of randomness per trace, so that neither order nor threads matter. */
public final class Seeds {

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Seeds() {}

    /** The source of one trace of a cell. */
    public static RandomGenerator of(long seed, Half half, String set, String scenario, int index) {
        return new SplittableRandom(
                hash(seed + "/" + half + "/" + set + "/" + scenario + "/" + index));
    }

    /** FNV-1a. */
    private static long hash(String text) {
        long hash = FNV_BASIS;
        for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ next) * FNV_PRIME;
        }
        return hash;
    }
}
