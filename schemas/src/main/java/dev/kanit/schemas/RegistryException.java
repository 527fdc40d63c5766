package dev.kanit.schemas;

import org.jspecify.annotations.Nullable;

/** The schema registry did not give what was asked for; the subtypes say what to do about it. */
public abstract sealed class RegistryException extends RuntimeException
        permits RegistryUnavailableException, SchemaNotRegisteredException, SchemaRefusedException {

    RegistryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
