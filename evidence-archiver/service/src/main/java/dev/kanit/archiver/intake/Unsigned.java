package dev.kanit.archiver.intake;

import java.util.OptionalLong;

/**
 * The oldest append of one partition that no signed checkpoint covers (promise G2). Told by two
 * threads: one gives entries and asks for signatures in one order, the other carries them out in
 * that order. Thread-safe.
 */
final class Unsigned {

    private long oldestMillis = Long.MAX_VALUE;

    /** The oldest of what was given after the mark was set. */
    private long afterMarkMillis = Long.MAX_VALUE;

    private long mark;

    /** Entries were given whose oldest was appended at {@code millis}, epoch milliseconds. */
    synchronized void appended(long millis) {
        oldestMillis = Math.min(oldestMillis, millis);
        afterMarkMillis = Math.min(afterMarkMillis, millis);
    }

    /** A signature is asked for. It will not cover what is given from now on. */
    synchronized long mark() {
        afterMarkMillis = Long.MAX_VALUE;
        return ++mark;
    }

    /** What was given before the mark {@code at} is signed for. */
    synchronized void signed(long at) {
        if (at == mark) {
            oldestMillis = afterMarkMillis;
        }
    }

    /** When the oldest was appended, epoch milliseconds; empty when all is signed for. */
    synchronized OptionalLong oldestMillis() {
        return oldestMillis == Long.MAX_VALUE
                ? OptionalLong.empty()
                : OptionalLong.of(oldestMillis);
    }
}
