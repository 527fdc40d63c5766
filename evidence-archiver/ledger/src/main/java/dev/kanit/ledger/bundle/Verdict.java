package dev.kanit.ledger.bundle;

/** What a bundle is worth, from the best to the worst. */
public enum Verdict {
    /** Nothing is missing, nothing was changed, and the policy trusts who signed. */
    VALID(0),
    /** Nothing is wrong, but some of it rests on less than the policy could ask for. */
    VALID_WITH_LIMITS(4),
    /** What is there is genuine, but something is missing. */
    INCOMPLETE(3),
    /** Something was changed or is forged, the policy does not accept who signed, or it is none. */
    INVALID(2);

    /** Exit code of a program that was called wrongly and judged nothing. */
    public static final int USAGE_EXIT_CODE = 1;

    private final int exitCode;

    Verdict(int exitCode) {
        this.exitCode = exitCode;
    }

    /** Of a program that prints the verdict. */
    public int exitCode() {
        return exitCode;
    }

    Verdict worseOf(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
