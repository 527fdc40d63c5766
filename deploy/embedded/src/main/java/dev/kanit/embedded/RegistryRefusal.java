package dev.kanit.embedded;

import java.util.Objects;

/** A request that is answered with one of Confluent's error codes. */
final class RegistryRefusal extends RuntimeException {

    private final int code;

    private RegistryRefusal(int code, String message) {
        super(message);
        this.code = code;
    }

    static RegistryRefusal unknownPath(String path) {
        return new RegistryRefusal(404, "HTTP 404 Not Found: " + path);
    }

    static RegistryRefusal unknownSubject(String subject) {
        return new RegistryRefusal(40401, "Subject '" + subject + "' not found.");
    }

    static RegistryRefusal unknownVersion(String version) {
        return new RegistryRefusal(40402, "Version " + version + " not found.");
    }

    static RegistryRefusal unknownSchema() {
        return new RegistryRefusal(40403, "Schema not found");
    }

    static RegistryRefusal unknownConfig(String subject) {
        return new RegistryRefusal(
                40408, "Subject '" + subject + "' has no compatibility level of its own");
    }

    static RegistryRefusal methodNotAllowed() {
        return new RegistryRefusal(405, "HTTP 405 Method Not Allowed");
    }

    static RegistryRefusal incompatible(String subject, String violations) {
        return new RegistryRefusal(
                409,
                "Schema is incompatible with an earlier one of " + subject + ": " + violations);
    }

    static RegistryRefusal bodyTooLarge(int limitBytes) {
        return new RegistryRefusal(413, "body: too large (expected: <= " + limitBytes + " bytes)");
    }

    static RegistryRefusal invalidBody(String why) {
        return new RegistryRefusal(422, why);
    }

    static RegistryRefusal invalidSchema(String why) {
        return new RegistryRefusal(42201, "Invalid schema: " + why);
    }

    static RegistryRefusal invalidVersion(String version) {
        return new RegistryRefusal(
                42202, "version: " + version + " (expected: a positive number or latest)");
    }

    static RegistryRefusal invalidLevel(String level) {
        return new RegistryRefusal(42203, "compatibility: " + level + " (expected: a known level)");
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** Confluent's code; its first three digits are the HTTP status. */
    int code() {
        return code;
    }

    int status() {
        return code < 1_000 ? code : code / 100;
    }
}
