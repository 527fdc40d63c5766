package dev.kanit.schemas;

/** The registry answered, and does not know the subject, the schema or the id. */
public final class SchemaNotRegisteredException extends RegistryException {

    SchemaNotRegisteredException(String message) {
        super(message, null);
    }
}
