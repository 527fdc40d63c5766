package dev.kanit.codec.plan;

/**
 * One thing wrong with a plan file.
 *
 * @param line from 1
 * @param column from 1
 * @param message what was found
 * @param expected what would have been right
 */
public record PlanError(int line, int column, String message, String expected) {

    /** As compilers print it: {@code file:line:column: message (expected …)}. */
    public String inFile(String file) {
        return file + ":" + line + ":" + column + ": " + message + " (expected " + expected + ")";
    }
}
