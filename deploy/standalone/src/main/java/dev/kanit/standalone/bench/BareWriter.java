package dev.kanit.standalone.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * What Kafka's client and the disk allow: keys and values as they come, without headers, offsets,
 * framing or compression, a file for as many records as a segment holds, fsync of file and
 * directory, on one thread. Nobody could read back records from what it writes.
 */
final class BareWriter {

    private static final int RECORDS_PER_FILE = 4_096;

    private final Path directory;
    private final Map<TopicPartition, Part> parts = new HashMap<>();
    private int files;

    BareWriter(Path directory) {
        this.directory = directory;
    }

    /** What is not written yet of one partition. */
    private static final class Part {

        private ByteBuffer content = ByteBuffer.allocate(4 << 20);
        private int records;

        void add(ConsumerRecord<byte[], byte[]> record) {
            int more = Math.max(0, record.serializedKeySize()) + record.value().length;
            if (content.remaining() < more) {
                content = ByteBuffer.allocate(2 * content.capacity() + more).put(content.flip());
            }
            content.put(record.key()).put(record.value());
            records++;
        }
    }

    /** Records per second, from the first that is seen. */
    double run(KafkaConsumer<byte[], byte[]> consumer, int expected) throws IOException {
        Files.createDirectories(directory);
        int seen = 0;
        long began = 0;
        while (seen < expected) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                if (began == 0) {
                    began = System.nanoTime();
                }
                Part part =
                        parts.computeIfAbsent(
                                new TopicPartition(record.topic(), record.partition()),
                                _ -> new Part());
                part.add(record);
                seen++;
                if (part.records == RECORDS_PER_FILE) {
                    write(part);
                }
            }
        }
        for (Part part : parts.values()) {
            write(part);
        }
        return seen / ((System.nanoTime() - began) / 1e9);
    }

    private void write(Part part) throws IOException {
        Path file = directory.resolve(Integer.toString(files++));
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            part.content.flip();
            while (part.content.hasRemaining()) {
                channel.write(part.content);
            }
            channel.force(true);
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
        part.content.clear();
        part.records = 0;
    }
}
