package dev.kanit.ledger.bundle;

/** Kinds of findings, and the best verdict that each leaves possible. */
public enum FindingCode {
    /** No zip file, or one that was cut off, prefixed or appended to. */
    NOT_A_BUNDLE(Verdict.INVALID),
    /** A zip field is not as this format writes it. */
    ZIP_FORM(Verdict.INVALID),
    /** A limit of {@link BundleLimits} is exceeded. */
    TOO_LARGE(Verdict.INVALID),
    /** A name leaves the bundle's directory, or could. */
    UNSAFE_NAME(Verdict.INVALID),
    /** Two entries have one name, or would have where case does not count. */
    DUPLICATE_NAME(Verdict.INVALID),
    /** An entry that this format does not know. */
    UNKNOWN_ENTRY(Verdict.INVALID),
    MANIFEST_FORM(Verdict.INVALID),
    UNSUPPORTED_FORMAT(Verdict.INVALID),
    /** The compressed bytes are not those that the manifest was signed for. */
    ARCHIVE_CHANGED(Verdict.INVALID),
    /** An entry cannot be unpacked. */
    ENTRY_DAMAGED(Verdict.INVALID),
    /** An entry's digest is not the manifest's. */
    ENTRY_CHANGED(Verdict.INVALID),
    ENTRY_MISSING(Verdict.INVALID),
    ENTRY_ADDED(Verdict.INVALID),
    /** An entry is not in its form. */
    ENTRY_FORM(Verdict.INVALID),
    PLAN_CHANGED(Verdict.INVALID),
    SIGNATURE_WRONG(Verdict.INVALID),
    FOREIGN_KEY(Verdict.INVALID),
    /**
     * Fewer witnesses cosigned than the policy asks for. {@code c2sp.org/tlog-policy} calls a
     * checkpoint valid when a log of the policy signed it and the quorum cosigned it, so without
     * the one it is worth as much as without the other.
     */
    QUORUM_NOT_MET(Verdict.INVALID),
    /** A checkpoint of another log. */
    WRONG_LOG(Verdict.INVALID),
    /** Checkpoints of partitions are proven under different checkpoints of the log of heads. */
    HEADS_DIFFER(Verdict.INVALID),
    /** Leaves do not lead to the signed root. */
    PROOF_FAILS(Verdict.INVALID),
    LEAF_FORM(Verdict.INVALID),
    OFFSETS_DISORDERED(Verdict.INVALID),
    RECORD_FORM(Verdict.INVALID),
    RECORD_CHANGED(Verdict.INVALID),
    RECORD_MISSING(Verdict.INVALID),
    RECORD_ADDED(Verdict.INVALID),
    RECORD_MOVED(Verdict.INVALID),
    /** A record does not continue the one that its producer made before it. */
    CHAIN_BROKEN(Verdict.INVALID),
    SEQUENCE_REPEATED(Verdict.INVALID),
    CLOSED_TWICE(Verdict.INVALID),

    /** The archive could not have some records. */
    ARCHIVE_GAP(Verdict.INCOMPLETE),
    /** A producer's number is missing. */
    SEQUENCE_GAP(Verdict.INCOMPLETE),
    NO_DECISIONS(Verdict.INCOMPLETE),
    NEVER_CLOSED(Verdict.INCOMPLETE),
    /** There are fewer or more records than the closing record counts. */
    COUNT_DIFFERS(Verdict.INCOMPLETE),

    /** Records of the rollout's id that were no part of it: a note, no limit. */
    OUTSIDE(Verdict.VALID),
    EXPIRED_PAYLOAD(Verdict.VALID_WITH_LIMITS),
    /** No policy says whose key it is. */
    SELF_ASSERTED_KEY(Verdict.VALID_WITH_LIMITS),
    /** No witness of the policy cosigned. */
    SINGLE_SIGNER(Verdict.VALID_WITH_LIMITS),
    /** When it happened, only the archiver says. */
    SELF_ASSERTED_TIME(Verdict.VALID_WITH_LIMITS);

    private final Verdict best;

    FindingCode(Verdict best) {
        this.best = best;
    }

    /** The best verdict of a bundle with such a finding. */
    public Verdict best() {
        return best;
    }
}
