package dev.kanit.schemas;

import org.jspecify.annotations.Nullable;

/**
 * The registry could not be asked, or its answer was none: try again later. It says nothing about
 * the record or the schema.
 */
public final class RegistryUnavailableException extends RegistryException {

    RegistryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
