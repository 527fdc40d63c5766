package dev.kanit.archiver.retention;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code counts.json} of an id tells. */
record Counted(JsonNode topics) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DECISIONS = "rollout.decisions";

    /** Nothing is counted where there is no such file. */
    static Counted in(Path directory) throws IOException {
        Path counts = directory.resolve("counts.json");
        return new Counted(
                Files.isRegularFile(counts)
                        ? JSON.readTree(Files.readString(counts))
                        : JSON.createObjectNode());
    }

    /** Whether something was counted, and no decision: a rollout begins with one. */
    boolean isWithoutDecisions() {
        return !topics.isEmpty()
                && topics.properties().stream()
                        .noneMatch(
                                one ->
                                        one.getKey().equals(DECISIONS)
                                                || one.getKey().startsWith(DECISIONS + "@"));
    }
}
