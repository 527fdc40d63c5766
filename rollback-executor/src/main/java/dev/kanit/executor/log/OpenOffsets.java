package dev.kanit.executor.log;

import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Which offset of one partition may be committed: the first whose order is still open, so that a
 * crash brings it back. Thread-safe.
 */
final class OpenOffsets {

    private final TreeSet<Long> open = new TreeSet<>();
    private long position = -1;
    private long committed = -1;

    /** An order at {@code offset} was taken. */
    synchronized void open(long offset) {
        open.add(offset);
    }

    /** Its action has ended. */
    synchronized void close(long offset) {
        open.remove(offset);
    }

    /** Every record before {@code next} was read. */
    synchronized void readUpTo(long next) {
        position = Math.max(position, next);
    }

    synchronized int count() {
        return open.size();
    }

    /** The offset to commit; empty when it was handed out before. */
    synchronized OptionalLong takeCommittable() {
        long offset = open.isEmpty() ? position : open.first();
        if (offset <= committed) {
            return OptionalLong.empty();
        }
        committed = offset;
        return OptionalLong.of(offset);
    }
}
