package dev.kanit.schemas;

/** The registry refused a schema or a setting for good: incompatible or invalid. */
public final class SchemaRefusedException extends RegistryException {

    SchemaRefusedException(String message) {
        super(message, null);
    }
}
