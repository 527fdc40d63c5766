package dev.kanit.embedded;

import org.jspecify.annotations.Nullable;

/**
 * The embedded broker or registry could not start; the message is one sentence for the person who
 * started it.
 */
public final class EmbeddedStartException extends RuntimeException {

    public EmbeddedStartException(String message) {
        this(message, null);
    }

    public EmbeddedStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
