package dev.kanit.sampletarget.flag;

import java.util.Optional;

/**
 * A value of the flag, and what it means for the traffic.
 *
 * @param text as it was set: {@code preview}, or a share of the traffic from 0 to 1
 * @param percent of the requests that the model scores, 0 to 100
 */
public record FlagValue(String text, double percent) {

    /** The model scores nothing. */
    public static final FlagValue OFF = new FlagValue("0", 0);

    private static final String PREVIEW = "preview";

    /** One symbol and one timeframe of many. */
    private static final double PREVIEW_PERCENT = 5;

    /** The value that {@code text} spells; empty when it spells none. */
    public static Optional<FlagValue> parse(String text) {
        if (text.equals(PREVIEW)) {
            return Optional.of(new FlagValue(PREVIEW, PREVIEW_PERCENT));
        }
        if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,6})?")) {
            return Optional.empty();
        }
        double share = Double.parseDouble(text);
        return share <= 1 ? Optional.of(new FlagValue(text, share * 100)) : Optional.empty();
    }

    /** Whether the model scores more than a preview. */
    public boolean isLive() {
        return percent > PREVIEW_PERCENT;
    }
}
