package dev.kanit.codec.check;

import java.time.Duration;

/**
 * One check.
 *
 * @param name as the plan spells it; unique in the plan
 * @param kind what is asked and what is expected
 * @param optional whether its failure is a warning only
 * @param timeout its own limit, in real time, whatever the plan's speed; > 0, at most {@link
 *     #MAX_TIMEOUT}
 */
public record Check(String name, CheckKind kind, boolean optional, Duration timeout) {

    public static final Duration MAX_TIMEOUT = Duration.ofMinutes(5);

    public Check {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: '' (expected: a name)");
        }
        if (!timeout.isPositive() || timeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "timeout: " + timeout + " (expected: > 0 and <= " + MAX_TIMEOUT + ")");
        }
    }

    /** Whether a named person answers it; then nothing is run. */
    public boolean isAttestation() {
        return kind instanceof CheckKind.Attestation;
    }
}
