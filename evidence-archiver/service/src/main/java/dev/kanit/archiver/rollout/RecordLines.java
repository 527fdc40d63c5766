package dev.kanit.archiver.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kanit.ledger.LogId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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
    private final LogId log;
    private final StringBuilder fresh = new StringBuilder();
    private long lastOffset;

    private RecordLines(Path file, LogId log, long lastOffset) {
        this.file = file;
        this.log = log;
        this.lastOffset = lastOffset;
    }

    /** The file as it stands, to be continued from {@code log}. */
    static RecordLines open(Path file, LogId log) throws IOException {
        if (!Files.exists(file)) {
            return new RecordLines(file, log, -1);
        }
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        if (end < bytes.length) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(end);
            }
        }
        // Lines of one log follow one another; a topic that was made again begins anew.
        int start = Math.max(0, end - 1);
        while (start > 0 && bytes[start - 1] != '\n') {
            start--;
        }
        if (end == 0) {
            return new RecordLines(file, log, -1);
        }
        JsonNode last = parse(new String(bytes, start, end - start, UTF_8));
        boolean isSame = last.path("topicId").asText(log.topicId()).equals(log.topicId());
        return new RecordLines(file, log, isSame ? last.path("offset").asLong(-1) : -1);
    }

    /** Appends the record unless it is there; {@link #write} makes it durable. */
    void append(String topic, long offset, IndexedRecord record) {
        if (offset <= lastOffset) {
            return;
        }
        ObjectNode line = JSON.createObjectNode();
        line.put("topic", topic).put("topicId", log.topicId());
        line.put("partition", log.partition()).put("offset", offset);
        line.set("record", ReadableJson.write(record));
        fresh.append(line).append('\n');
        lastOffset = offset;
    }

    /** Writes what was appended. When this returns, it is durable. */
    void write() throws IOException {
        if (fresh.isEmpty()) {
            return;
        }
        boolean isNew = !Files.exists(file);
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(fresh.toString().getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        }
        if (isNew) {
            try (FileChannel channel =
                    FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
        fresh.setLength(0);
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
