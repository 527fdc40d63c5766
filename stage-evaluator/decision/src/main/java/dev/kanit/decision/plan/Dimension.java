package dev.kanit.decision.plan;

/**
 * What a unit measures, as exponents of its base quantities; a ratio has all zero.
 *
 * @param time exponent of time
 * @param bytes exponent of an amount of data
 * @param count exponent of a number of things
 */
public record Dimension(int time, int bytes, int count) {

    /** A share of a whole, 0 to 1 or in percent. */
    public static final Dimension RATIO = new Dimension(0, 0, 0);

    public static final Dimension TIME = new Dimension(1, 0, 0);
    public static final Dimension BYTES = new Dimension(0, 1, 0);
    public static final Dimension COUNT = new Dimension(0, 0, 1);

    /** The dimension of this quantity's change per time. */
    public Dimension perTime() {
        return new Dimension(time - 1, bytes, count);
    }

    /** In words, for error messages: {@code time}, {@code count/time}, {@code ratio} … */
    public String inWords() {
        if (equals(RATIO)) {
            return "ratio";
        }
        String top = bytes > 0 ? "bytes" : count > 0 ? "count" : time > 0 ? "time" : "1";
        return time < 0 ? top + "/time" : top;
    }
}
