package dev.kanit.archiver.rollout;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kanit.ledger.LogId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code counts.json}: how many records of a rollout each topic holds, from which offset to which,
 * how far that partition was archived, and where it ended, when the last of them was counted. Once
 * the rollout is closed, whether the archive holds as many as its closing record says.
 */
final class Counts {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CLOSING = "closing";

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

    /** Counts the records unless they have been counted. */
    void count(String topic, LogId log, long[] offsets) {
        ObjectNode one = of(topic, log);
        long last = one.path("lastOffset").asLong(-1);
        long records = one.path("records").asLong(0);
        for (long offset : offsets) {
            if (offset > last) {
                if (records == 0) {
                    one.put("firstOffset", offset);
                }
                records++;
                last = offset;
            }
        }
        one.put("records", records).put("lastOffset", last);
    }

    /**
     * @param endOffset of the partition in Kafka, -1 when it is not known
     */
    void archivedTo(String topic, LogId log, long nextOffset, long endOffset) {
        ObjectNode one = of(topic, log);
        if (nextOffset < one.path("archivedTo").asLong(-1)) {
            return;
        }
        one.put("archivedTo", nextOffset);
        if (endOffset >= 0) {
            one.put("endOffset", endOffset);
            one.put("isArchivedToEnd", nextOffset >= endOffset);
        }
    }

    /** A topic that was deleted and made again counts from the beginning, beside the older one. */
    private ObjectNode of(String topic, LogId log) {
        boolean isSame =
                topics.path(topic).path("topicId").asText(log.topicId()).equals(log.topicId());
        String name = isSame ? topic : topic + "@" + log.topicId();
        ObjectNode existing = topics.path(name) instanceof ObjectNode node ? node : null;
        if (existing != null) {
            return existing;
        }
        return topics.putObject(name)
                .put("clusterId", log.clusterId())
                .put("topicId", log.topicId())
                .put("partition", log.partition());
    }

    /**
     * The rollout's closing record says how many records there are.
     *
     * @param words {@code topic=count} with commas between
     */
    void closing(String words) {
        ObjectNode expected = topics.putObject(CLOSING).putObject("expected");
        for (String one : words.split(",")) {
            String[] parts = one.split("=", 2);
            if (parts.length == 2 && parts[1].matches("[0-9]{1,18}")) {
                expected.put(parts[0], Long.parseLong(parts[1]));
            }
        }
    }

    void write() throws IOException {
        if (topics.path(CLOSING) instanceof ObjectNode closing) {
            compare(closing);
        }
        WholeFile.write(file, topics.toPrettyString() + "\n");
    }

    /** Records may follow a closing one; whoever holds fewer than it says holds less than all. */
    private void compare(ObjectNode closing) {
        ObjectNode missing = JSON.createObjectNode();
        closing.path("expected")
                .properties()
                .forEach(
                        one -> {
                            long lacking = one.getValue().asLong() - held(one.getKey());
                            if (lacking > 0) {
                                missing.put(one.getKey(), lacking);
                            }
                        });
        closing.put("verdict", missing.isEmpty() ? "MATCH" : "MISMATCH");
        if (missing.isEmpty()) {
            closing.remove("missing");
        } else {
            closing.set("missing", missing);
        }
    }

    private long held(String topic) {
        long records = 0;
        for (var one : topics.properties()) {
            if (one.getKey().equals(topic) || one.getKey().startsWith(topic + "@")) {
                records += one.getValue().path("records").asLong(0);
            }
        }
        return records;
    }
}
