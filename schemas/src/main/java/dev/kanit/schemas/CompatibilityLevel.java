package dev.kanit.schemas;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** What a new schema of a subject owes to the earlier ones; names as the registries spell them. */
public enum CompatibilityLevel {
    NONE(false, false, false),
    /** New readers read what the newest earlier schema wrote. */
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    /** Readers of the newest earlier schema read what the new one writes. */
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    /** Both directions, against every earlier schema: any version reads any other. */
    FULL_TRANSITIVE(true, true, true);

    private final boolean backward;
    private final boolean forward;
    private final boolean transitive;

    CompatibilityLevel(boolean backward, boolean forward, boolean transitive) {
        this.backward = backward;
        this.forward = forward;
        this.transitive = transitive;
    }

    /**
     * What stands against {@code candidate}, one sentence each; empty when it may follow.
     *
     * @param earlier the subject's schemas, oldest first
     */
    public List<String> violations(Schema candidate, List<Schema> earlier) {
        int first = transitive ? 0 : Math.max(0, earlier.size() - 1);
        List<String> violations = new ArrayList<>();
        for (int i = first; i < earlier.size(); i++) {
            if (backward) {
                collect("reading version " + (i + 1), candidate, earlier.get(i), violations);
            }
            if (forward) {
                collect("read by version " + (i + 1), earlier.get(i), candidate, violations);
            }
        }
        return List.copyOf(violations);
    }

    private static void collect(
            String direction, Schema reader, Schema writer, List<String> violations) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
        if (result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE) {
            return;
        }
        for (Incompatibility found : result.getIncompatibilities()) {
            violations.add(
                    "%s: %s at %s: %s"
                            .formatted(
                                    direction,
                                    found.getType(),
                                    found.getLocation(),
                                    found.getMessage()));
        }
    }
}
