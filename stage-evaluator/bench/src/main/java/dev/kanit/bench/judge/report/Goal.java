package dev.kanit.bench.judge.report;

/**
 * One goal on one set.
 *
 * @param wanted the number to reach, in words
 * @param measured the number reached, in words
 * @param cause why it was missed; empty when it was met
 */
public record Goal(
        String name, String set, String wanted, String measured, boolean met, String cause) {}
