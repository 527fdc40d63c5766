package dev.kanit.archiver.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;

/**
 * One file of records, a line each, with where they come from. Offsets rise, so a record that is
 * there already is told by its offset, and a line that a crash cut off is told by its missing end.
 */
final class RecordLines {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private long lastOffset;

    private RecordLines(Path file, long lastOffset) {
        this.file = file;
        this.lastOffset = lastOffset;
    }

    static RecordLines open(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new RecordLines(file, -1);
        }
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        if (end < bytes.length) {
            try (var channel = java.nio.channels.FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(end);
            }
        }
        int start = Math.max(0, end - 1);
        while (start > 0 && bytes[start - 1] != '\n') {
            start--;
        }
        long last =
                end == 0
                        ? -1
                        : parse(new String(bytes, start, end - start, UTF_8))
                                .path("offset")
                                .asLong(-1);
        return new RecordLines(file, last);
    }

    /** Appends the record unless it is there. */
    boolean append(String topic, int partition, long offset, IndexedRecord record)
            throws IOException {
        if (offset <= lastOffset) {
            return false;
        }
        ObjectNode line = JSON.createObjectNode();
        line.put("topic", topic).put("partition", partition).put("offset", offset);
        line.set("record", ReadableJson.write(record));
        Files.writeString(
                file,
                line + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND);
        lastOffset = offset;
        return true;
    }

    /** Every record in the file, in order. */
    static List<JsonNode> records(Path file) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file, UTF_8)) {
                records.add(parse(line).path("record"));
            }
        }
        return records;
    }

    private static JsonNode parse(String line) throws IOException {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException broken) {
            throw new IOException("a line is no JSON: " + broken.getOriginalMessage(), broken);
        }
    }
}
