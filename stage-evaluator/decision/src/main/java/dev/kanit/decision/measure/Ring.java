package dev.kanit.decision.measure;

import org.jspecify.annotations.Nullable;

/**
 * The newest closed buckets, one slot per bucket number modulo the ring's size. A slot may hold a
 * bucket of an earlier lap, which readers tell by its start. Immutable.
 */
public final class Ring {

    private final long bucketMillis;
    private final @Nullable Bucket[] slots;

    private Ring(long bucketMillis, @Nullable Bucket[] slots) {
        this.bucketMillis = bucketMillis;
        this.slots = slots;
    }

    static Ring empty(PlanLayout layout) {
        return new Ring(layout.bucketMillis(), new Bucket[layout.ringSize()]);
    }

    /** Slot that a bucket with this start has, from 0. */
    public int slotOf(long startMillis) {
        return (int) Math.floorMod(startMillis / bucketMillis, (long) slots.length);
    }

    public int size() {
        return slots.length;
    }

    /** What a slot holds, however old; null when nothing was ever put there. */
    public @Nullable Bucket slot(int index) {
        return slots[index];
    }

    /** The bucket with exactly this start; null when there is none. */
    @Nullable Bucket at(long startMillis) {
        Bucket bucket = slots[slotOf(startMillis)];
        return bucket != null && bucket.startMillis() == startMillis ? bucket : null;
    }

    /** A ring that holds {@code bucket} too. */
    public Ring with(Bucket bucket) {
        @Nullable Bucket[] next = slots.clone();
        next[slotOf(bucket.startMillis())] = bucket;
        return new Ring(bucketMillis, next);
    }
}
