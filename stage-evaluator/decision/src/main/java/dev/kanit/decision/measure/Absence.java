package dev.kanit.decision.measure;

/**
 * Why a signal has no usable reading. Constant names are reason codes in the evidence: rename
 * never, append only.
 */
public enum Absence {
    /** There is a usable reading. */
    PRESENT(false),
    /** The source answered without a sample, on every track. */
    NO_DATA(false),
    /** The canary alone has no sample; the baseline has one. */
    CANARY_SILENT(false),
    /** The reading is NaN or infinite. */
    NOT_A_NUMBER(false),
    /** The reading is negative where that is impossible. */
    OUT_OF_RANGE(false),
    /** The reading was already older than three intervals when it was taken. */
    STALE(false),
    /** The source did not answer, or answered with an error. */
    PROVIDER_DOWN(true),
    /** The source did not answer within the limit. */
    TIMED_OUT(true);

    private static final Absence[] VALUES = values();

    private final boolean providersFault;

    Absence(boolean providersFault) {
        this.providersFault = providersFault;
    }

    /** Whether the measuring failed rather than the release. */
    public boolean providersFault() {
        return providersFault;
    }

    /** The constant with this ordinal. */
    public static Absence of(int ordinal) {
        return VALUES[ordinal];
    }
}
