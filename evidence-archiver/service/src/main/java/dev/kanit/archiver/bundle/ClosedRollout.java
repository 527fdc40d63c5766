package dev.kanit.archiver.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.bundle.LogPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A rollout whose directory says that it is closed and that the archive holds all of it.
 *
 * @param rollout id
 * @param directory with what people read
 * @param cluster whose logs hold its records
 * @param places where they lie
 */
record ClosedRollout(String rollout, Path directory, String cluster, List<LogPlace> places) {

    private static final ObjectMapper JSON = new ObjectMapper();

    ClosedRollout {
        places = List.copyOf(places);
    }

    /** Reads {@code counts.json}; empty while the rollout is open or not yet archived whole. */
    static Optional<ClosedRollout> in(Path directory) throws IOException {
        Path counts = directory.resolve("counts.json");
        if (!Files.isRegularFile(counts)) {
            return Optional.empty();
        }
        JsonNode topics = JSON.readTree(Files.readString(counts));
        if (!topics.path("closing").path("verdict").asText().equals("MATCH")) {
            return Optional.empty();
        }
        List<LogPlace> places = new ArrayList<>();
        String cluster = "";
        for (var one : topics.properties()) {
            JsonNode topic = one.getValue();
            if (topic.has("clusterId") && !one.getKey().contains("@")) {
                cluster = topic.path("clusterId").asText();
                places.add(
                        new LogPlace(
                                one.getKey(),
                                new LogId(
                                        cluster,
                                        topic.path("topicId").asText(),
                                        topic.path("partition").asInt()),
                                OptionalLong.of(topic.path("firstOffset").asLong(0))));
            }
        }
        return Optional.of(
                new ClosedRollout(
                        String.valueOf(directory.getFileName()), directory, cluster, places));
    }
}
