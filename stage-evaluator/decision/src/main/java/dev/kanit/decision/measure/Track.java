package dev.kanit.decision.measure;

/** Who was measured. */
public enum Track {
    CANARY(0),
    /** The whole stable fleet. */
    BASELINE(1),
    /** The stable fleet's two halves, which nothing but chance should tell apart. */
    HALF_A(2),
    HALF_B(3);

    /** How many there are. */
    public static final int COUNT = 4;

    private final int column;

    Track(int column) {
        this.column = column;
    }

    /** Its place where values of all tracks lie side by side, 0 to {@link #COUNT} - 1. */
    public int column() {
        return column;
    }
}
