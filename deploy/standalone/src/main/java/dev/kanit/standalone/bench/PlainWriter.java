package dev.kanit.standalone.bench;

import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.Entry.Bytes;
import dev.kanit.ledger.segment.Entry.Header;
import dev.kanit.ledger.segment.Segment;
import dev.kanit.ledger.segment.SegmentFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The reference: the archiver's consumer loop without any log. It polls, packs and compresses the
 * same segments on as many threads, as many of a partition in memory, and writes the same bytes to
 * files with fsync of file and directory. It has no leaves, tree, checkpoints, names that are taken
 * once, directories of rollouts, or position to go on from.
 */
final class PlainWriter {

    /** As many as the archiver's lanes have. */
    private static final int THREADS = 8;

    private final Path directory;
    private final Map<TopicPartition, Part> parts = new HashMap<>();

    PlainWriter(Path directory) {
        this.directory = directory;
    }

    /** One partition: what is being filled, and what waits or is being written meanwhile. */
    private final class Part {

        private final String name;
        private final Path own;
        private final ExecutorService executor;
        private List<Entry> entries = new ArrayList<>();
        private long contentBytes;
        private long firstOffset;
        private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);
        private CompletableFuture<Void> before = writing;

        Part(TopicPartition partition, ExecutorService executor) {
            this.name = "logs/plain/" + partition.topic() + "/" + partition.partition();
            this.own = directory.resolve(Integer.toString(partition.partition()));
            this.executor = executor;
            try {
                Files.createDirectories(own);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        void add(ConsumerRecord<byte[], byte[]> record) {
            Entry.Kept entry = kept(record);
            int more = SegmentFile.contentBytes(entry);
            if (entries.size() >= SegmentFile.MAX_ENTRIES
                    || contentBytes + more > SegmentFile.MAX_CONTENT_BYTES) {
                handOver();
            }
            entries.add(entry);
            contentBytes += more;
        }

        void handOver() {
            if (entries.isEmpty()) {
                return;
            }
            before.join();
            before = writing;
            Segment segment = new Segment(name, firstOffset, entries);
            writing = writing.thenRunAsync(() -> write(segment), executor);
            firstOffset = segment.nextOffset();
            entries = new ArrayList<>();
            contentBytes = 0;
        }

        private void write(Segment segment) {
            try {
                write(own.resolve("%020d".formatted(segment.firstOffset())), segment);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        private void write(Path file, Segment segment) throws IOException {
            try (FileChannel channel =
                    FileChannel.open(
                            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer content = ByteBuffer.wrap(SegmentFile.write(segment));
                while (content.hasRemaining()) {
                    channel.write(content);
                }
                channel.force(true);
            }
            try (FileChannel channel = FileChannel.open(own, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Records per second, from the first that is seen until the last file is durable. */
    double run(KafkaConsumer<byte[], byte[]> consumer, int expected) {
        int seen = 0;
        long began = 0;
        try (ExecutorService executor = Executors.newFixedThreadPool(THREADS)) {
            while (seen < expected) {
                var records = consumer.poll(Duration.ofMillis(50));
                if (began == 0 && !records.isEmpty()) {
                    began = System.nanoTime();
                }
                for (TopicPartition partition : records.partitions()) {
                    Part part = parts.computeIfAbsent(partition, one -> new Part(one, executor));
                    records.records(partition).forEach(part::add);
                }
                seen += records.count();
            }
            parts.values().forEach(Part::handOver);
            parts.values().forEach(part -> part.writing.join());
        }
        return seen / ((System.nanoTime() - began) / 1e9);
    }

    private static Entry.Kept kept(ConsumerRecord<byte[], byte[]> record) {
        List<Header> headers = new ArrayList<>();
        for (var header : record.headers()) {
            headers.add(new Header(header.key(), Bytes.sharing(header.value())));
        }
        return new Entry.Kept(
                record.offset(),
                record.timestamp(),
                Bytes.sharing(record.key()),
                Bytes.sharing(record.value()),
                headers);
    }
}
