package dev.kanit.bench.judge;

/**
 * What came of rollouts whose canary leaks, or does not.
 *
 * @param found the judge says that it leaks
 * @param rolledBack evidence of the level alone rolled it back
 * @param digest SHA-256 of the ticks in which it did, in hexadecimal
 */
public record Leaks(String name, Tally found, Tally rolledBack, String digest) {}
