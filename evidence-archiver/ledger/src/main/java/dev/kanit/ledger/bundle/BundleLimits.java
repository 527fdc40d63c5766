package dev.kanit.ledger.bundle;

/** How large a bundle and its parts may be. Larger ones are refused before they are read. */
public final class BundleLimits {

    /** Largest bundle, bytes. */
    public static final long MAX_BUNDLE_BYTES = 1L << 30;

    /** Most entries, the manifest included. */
    public static final int MAX_ENTRIES = 20_000;

    /** Largest entry when unpacked, bytes. */
    public static final long MAX_ENTRY_BYTES = 1L << 30;

    /** Largest bundle when unpacked, bytes. */
    public static final long MAX_TOTAL_BYTES = 4L << 30;

    /**
     * Most bytes that one compressed byte may become, in entries above {@link #RATIO_FREE_BYTES}.
     */
    public static final int MAX_RATIO = 100;

    /** Entries up to this size may be packed as tightly as deflate can. */
    public static final int RATIO_FREE_BYTES = 64 << 10;

    /** Longest name of an entry, characters. */
    public static final int MAX_NAME_CHARACTERS = 200;

    /** Largest envelope with its manifest, bytes. */
    public static final int MAX_MANIFEST_BYTES = 16 << 20;

    /** Largest checkpoint, bytes: that of a note. */
    public static final int MAX_CHECKPOINT_BYTES = 1 << 20;

    /** Largest proof or schema, bytes. */
    public static final int MAX_SMALL_BYTES = 2 << 20;

    /** Most topics. */
    public static final int MAX_LOGS = 20;

    /** Most records of one topic that carry the rollout's id and are no part of it. */
    public static final int MAX_OUTSIDE = 10_000;

    /** Longest line of {@code records.ndjson}, bytes: what a segment may hold at most. */
    public static final int MAX_LINE_BYTES = 24 << 20;

    /** Most records of the rollout. */
    public static final int MAX_RECORDS = 1_000_000;

    /**
     * Most bytes of one rollout's own records, which are in memory while a bundle is made of them;
     * what others wrote in between is not.
     */
    public static final long MAX_HELD_BYTES = 256L << 20;

    /** Most findings that are told one by one; the verdict counts the others, too. */
    public static final int MAX_FINDINGS = 1_000;

    private BundleLimits() {}
}
