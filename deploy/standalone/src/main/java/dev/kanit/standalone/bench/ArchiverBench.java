package dev.kanit.standalone.bench;

import dev.kanit.archiver.ArchiverSettings;
import dev.kanit.archiver.EvidenceArchiver;
import dev.kanit.archiver.intake.IntakeHealth;
import dev.kanit.archiver.report.ReportSpec;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.schemas.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * How fast records become evidence, on a real broker in the same JVM, beside the same consumer loop
 * that writes the same bytes without any log. Both run three times, and the last run counts.
 */
public final class ArchiverBench {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int PACED_PER_SECOND = 2_000;

    /**
     * The last one counts: in the second the compilers still take a tenth of the machine from an
     * archiver, and next to nothing from a plain writer, of whose code there is less.
     */
    private static final int ROUNDS = 3;

    private final int records;
    private final int pacedSeconds;
    private final Consumer<String> progress;

    /**
     * @param records of the backlog, 10 000 to 10 000 000
     * @param pacedSeconds of the delay's measurement, 1 to 120
     */
    public ArchiverBench(int records, int pacedSeconds, Consumer<String> progress) {
        if (records < 10_000 || records > 10_000_000) {
            throw new IllegalArgumentException(
                    "records: " + records + " (expected: 10000 to 10000000)");
        }
        if (pacedSeconds < 1 || pacedSeconds > 120) {
            throw new IllegalArgumentException(
                    "seconds: " + pacedSeconds + " (expected: 1 to 120)");
        }
        this.records = records;
        this.pacedSeconds = pacedSeconds;
        this.progress = progress;
    }

    /** Runs everything. */
    public ArchiverFigures run(Path directory)
            throws IOException, InterruptedException, ExecutionException, MalformedNoteException {
        try (BenchCluster cluster = new BenchCluster(directory.resolve("kafka"))) {
            ArchiverRecords appended = new ArchiverRecords();
            progress.accept("appending " + records + " records of 400 bytes");
            try (KafkaProducer<byte[], byte[]> producer =
                    cluster.producer(
                            Map.of("linger.ms", 20, "batch.size", 512 << 10, "acks", "1"))) {
                for (int i = 0; i < records; i++) {
                    Future<RecordMetadata> _ = appended.send(producer);
                }
            }
            progress.accept("bare writer, to warm up");
            double _ = bare(cluster, directory.resolve("bare-warm"));
            progress.accept("bare writer");
            double bare = bare(cluster, directory.resolve("bare"));
            double plain = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                progress.accept("plain writer, round %d of %d".formatted(round, ROUNDS));
                plain = plain(cluster, directory.resolve("plain-" + round));
            }
            double first = 0;
            double rate = 0;
            Path root = directory;
            for (int round = 1; round <= ROUNDS; round++) {
                progress.accept("archiver, round %d of %d".formatted(round, ROUNDS));
                root = directory.resolve("archive-" + round + "/evidence");
                rate = throughput(cluster, root);
                first = round == 1 ? rate : first;
            }
            long[] delays;
            progress.accept("delay until signed");
            try (EvidenceArchiver archiver = start(cluster, root)) {
                delays = delays(cluster, appended);
                if (!(archiver.health() instanceof IntakeHealth.Archiving)) {
                    throw new IllegalStateException(archiver.health() + " (expected: archiving)");
                }
            }
            progress.accept("verifying a bundle");
            double verify = new VerifyBench(directory.resolve("verify")).seconds();
            long all = records + (long) delays.length;
            long bytes = bytes(root.resolve("logs"), _ -> true);
            long segments = bytes(root.resolve("logs"), name -> name.endsWith(".ndjson.zst"));
            return new ArchiverFigures(
                    Math.round(rate),
                    Math.round(plain),
                    rate / plain,
                    Math.round(first),
                    Math.round(bare),
                    quantile(delays, 0.99),
                    verify,
                    bytes / (double) all,
                    (bytes - segments) / (double) all);
        }
    }

    private static EvidenceArchiver start(BenchCluster cluster, Path root) throws IOException {
        return EvidenceArchiver.start(
                ArchiverSettings.of(cluster.bootstrapServers(), root),
                cluster.registry(),
                _ -> new ReportSpec("bench", List.of()));
    }

    /**
     * From the first record taken in until the archiver is closed: everything is stored then and
     * under a signed checkpoint.
     */
    private double throughput(BenchCluster cluster, Path root) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long began = 0;
        try (EvidenceArchiver archiver = start(cluster, root)) {
            while (archiver.counters().records() < records) {
                requireBefore(deadline, "archived: " + archiver.counters().records());
                if (began == 0 && archiver.counters().records() > 0) {
                    began = System.nanoTime();
                }
                LockSupport.parkNanos(1_000_000);
            }
        }
        return records / ((System.nanoTime() - began) / 1e9);
    }

    /** Appends at a steady rate and waits for the checkpoints that cover each record. */
    private long[] delays(BenchCluster cluster, ArchiverRecords appended)
            throws InterruptedException, ExecutionException, MalformedNoteException {
        Map<String, String> partitions = ArchiverRecords.origins(cluster);
        SignedSizes sizes = new SignedSizes(partitions.keySet());
        try (KafkaConsumer<byte[], byte[]> checkpoints =
                        cluster.consumer(Map.of("max.poll.records", 1_000));
                KafkaProducer<byte[], byte[]> producer =
                        cluster.producer(Map.of("linger.ms", 5, "acks", "1"))) {
            checkpoints.assign(BenchCluster.partitions(TopicCatalogue.CHECKPOINTS));
            checkpoints.seekToEnd(checkpoints.assignment());
            checkpoints.poll(Duration.ofMillis(100));
            int total = PACED_PER_SECOND * pacedSeconds;
            long began = System.nanoTime();
            List<PacedRecord> paced = new ArrayList<>();
            while (paced.size() < total) {
                long due =
                        Math.min(
                                total,
                                (System.nanoTime() - began) * PACED_PER_SECOND / 1_000_000_000);
                while (paced.size() < due) {
                    paced.add(new PacedRecord(System.nanoTime(), appended.send(producer)));
                }
                read(checkpoints, sizes, Duration.ofMillis(5));
            }
            Map<Integer, String> originOf = new HashMap<>();
            partitions.forEach((origin, number) -> originOf.put(Integer.valueOf(number), origin));
            long[] delays = new long[total];
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            for (int i = 0; i < total; i++) {
                var written = paced.get(i).written().get();
                String origin = String.valueOf(originOf.get(written.partition()));
                // One leaf per record: the topic has no gaps and no transactions.
                while (sizes.coveredAtNanos(origin, written.offset() + 1) < 0) {
                    requireBefore(deadline, "records under a checkpoint: " + i);
                    read(checkpoints, sizes, Duration.ofMillis(20));
                }
                delays[i] =
                        (sizes.coveredAtNanos(origin, written.offset() + 1)
                                        - paced.get(i).sentNanos())
                                / 1_000_000;
            }
            return delays;
        }
    }

    private static void read(
            KafkaConsumer<byte[], byte[]> consumer, SignedSizes sizes, Duration patience)
            throws MalformedNoteException {
        for (ConsumerRecord<byte[], byte[]> one : consumer.poll(patience)) {
            Checkpoint checkpoint = Checkpoint.of(SignedNote.parse(one.value()));
            sizes.seen(checkpoint.origin(), checkpoint.size(), System.nanoTime());
        }
    }

    private double bare(BenchCluster cluster, Path directory) throws IOException {
        try (KafkaConsumer<byte[], byte[]> consumer = fromBeginning(cluster)) {
            return new BareWriter(directory).run(consumer, records);
        }
    }

    private double plain(BenchCluster cluster, Path directory) {
        try (KafkaConsumer<byte[], byte[]> consumer = fromBeginning(cluster)) {
            return new PlainWriter(directory).run(consumer, records);
        }
    }

    /** Reads with the archiver's settings. */
    private static KafkaConsumer<byte[], byte[]> fromBeginning(BenchCluster cluster) {
        KafkaConsumer<byte[], byte[]> consumer =
                cluster.consumer(
                        Map.of(
                                "max.poll.records",
                                4_096,
                                "max.partition.fetch.bytes",
                                4 << 20,
                                "isolation.level",
                                "read_committed"));
        consumer.assign(BenchCluster.partitions(TopicCatalogue.SIGNALS));
        consumer.seekToBeginning(consumer.assignment());
        return consumer;
    }

    private static long bytes(Path directory, java.util.function.Predicate<String> which)
            throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            long sum = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sum += which.test(file.toString()) ? Files.size(file) : 0;
            }
            return sum;
        }
    }

    private static long quantile(long[] values, double quantile) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(quantile * sorted.length) - 1];
    }

    private static void requireBefore(long deadlineNanos, String what) {
        if (System.nanoTime() > deadlineNanos) {
            throw new IllegalStateException(
                    what + " (expected: done within " + PATIENCE.toSeconds() + " s)");
        }
    }
}
