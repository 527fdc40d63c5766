package dev.kanit.evaluator.streams;

import dev.kanit.schemas.RegistryException;
import java.time.Duration;
import java.util.Optional;

/**
 * Why a thread of the evaluator failed. A thread that fails is replaced and tries again within
 * seconds, so a trouble that is not renewed is over.
 *
 * @param atNanos of {@link System#nanoTime}
 */
record Trouble(String why, long atNanos) {

    static final Trouble NONE = new Trouble("", 0);

    private static final Duration OVER_AFTER = Duration.ofSeconds(15);

    /** The registry's own words are the reason that people need; else the whole failure. */
    static Trouble of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RegistryException registry) {
                return new Trouble(String.valueOf(registry.getMessage()), System.nanoTime());
            }
        }
        return new Trouble(failure.toString(), System.nanoTime());
    }

    Optional<String> recent() {
        boolean isRecent = !why.isEmpty() && System.nanoTime() - atNanos < OVER_AFTER.toNanos();
        return isRecent ? Optional.of(why) : Optional.empty();
    }
}
