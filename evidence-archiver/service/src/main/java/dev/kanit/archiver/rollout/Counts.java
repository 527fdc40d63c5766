package dev.kanit.archiver.rollout;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code counts.json}: how many records of a rollout each topic holds, from which offset to which,
 * how far that partition was archived, and where it ended, when the last of them was counted.
 */
final class Counts {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final ObjectNode topics;

    private Counts(Path file, ObjectNode topics) {
        this.file = file;
        this.topics = topics;
    }

    static Counts open(Path file) throws IOException {
        ObjectNode topics =
                Files.exists(file) && JSON.readTree(Files.readString(file)) instanceof ObjectNode o
                        ? o
                        : JSON.createObjectNode();
        return new Counts(file, topics);
    }

    /** Counts the record unless it has been counted. */
    void count(String topic, int partition, long offset) {
        ObjectNode one = topics.withObjectProperty(topic);
        if (offset <= one.path("lastOffset").asLong(-1)) {
            return;
        }
        one.put("partition", partition);
        one.put("records", one.path("records").asLong(0) + 1);
        one.put("firstOffset", one.path("firstOffset").asLong(offset));
        one.put("lastOffset", offset);
    }

    /**
     * @param endOffset of the partition in Kafka, -1 when it is not known
     */
    void archivedTo(String topic, long nextOffset, long endOffset) {
        ObjectNode one = topics.withObjectProperty(topic);
        if (nextOffset < one.path("archivedTo").asLong(-1)) {
            return;
        }
        one.put("archivedTo", nextOffset);
        if (endOffset >= 0) {
            one.put("endOffset", endOffset);
            one.put("isArchivedToEnd", nextOffset >= endOffset);
        }
    }

    void write() throws IOException {
        WholeFile.write(file, topics.toPrettyString() + "\n");
    }
}
