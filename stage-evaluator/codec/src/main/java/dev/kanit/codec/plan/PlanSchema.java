package dev.kanit.codec.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The published JSON Schema of plan files, for editors and for CI. */
public final class PlanSchema {

    private static final String RESOURCE = "plan.schema.json";

    private PlanSchema() {}

    /** The schema's text: JSON Schema 2020-12. */
    public static String text() {
        try (InputStream in = PlanSchema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing (expected: in the jar)");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
