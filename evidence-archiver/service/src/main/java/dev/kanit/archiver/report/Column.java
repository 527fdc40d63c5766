package dev.kanit.archiver.report;

/**
 * One signal as reports show it.
 *
 * @param signal name in the plan
 * @param label short name for people
 * @param unit as the plan spells it, for example {@code ms}, {@code ratio}, {@code 1/min}
 */
public record Column(String signal, String label, String unit) {

    public Column {
        if (signal.isBlank()) {
            throw new IllegalArgumentException("signal: empty (expected: a signal's name)");
        }
        if (label.isBlank()) {
            throw new IllegalArgumentException("label of " + signal + ": empty (expected: text)");
        }
    }
}
