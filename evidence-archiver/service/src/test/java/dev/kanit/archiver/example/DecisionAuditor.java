package dev.kanit.archiver.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.archiver.audit.DecisionAudit;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.NoteKey;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.note.TrustPolicy;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.tile.TileSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Follows {@code rollout.decisions} and {@code evidence.checkpoints}, and says of each decision
 * whether the archive has it as it was published. Arguments: bootstrap servers, trust policy, and
 * the archive as a directory or as the address of a server of its files.
 */
public final class DecisionAuditor implements AutoCloseable {

    private static final String DECISIONS = "rollout.decisions";
    private static final String CHECKPOINTS = "evidence.checkpoints";
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Function<String, TileSource> archive;
    private final DecisionAudit audit;
    private final Map<Integer, LogId> logs = new HashMap<>();
    private final Map<String, SignedNote> newest = new HashMap<>();
    private final List<ConsumerRecord<byte[], byte[]>> waiting = new ArrayList<>();

    /**
     * @param archive from a log's path to its files
     */
    public DecisionAuditor(
            Map<String, Object> settings, TrustPolicy policy, Function<String, TileSource> archive)
            throws Exception {
        this.archive = archive;
        List<NoteKey> keys = policy.logs().stream().map(TrustPolicy.Party::key).toList();
        this.audit = new DecisionAudit(keys);
        Map<String, Object> own = new HashMap<>(settings);
        own.put("isolation.level", "read_committed");
        own.put("auto.offset.reset", "earliest");
        this.consumer =
                new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        try (Admin admin = Admin.create(settings)) {
            String cluster = admin.describeCluster().clusterId().get();
            for (var topic :
                    admin.describeTopics(List.of(DECISIONS, CHECKPOINTS))
                            .allTopicNames()
                            .get()
                            .values()) {
                for (var one : topic.partitions()) {
                    partitions.add(new TopicPartition(topic.name(), one.partition()));
                    if (topic.name().equals(DECISIONS)) {
                        logs.put(
                                one.partition(),
                                new LogId(cluster, topic.topicId().toString(), one.partition()));
                    }
                }
            }
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads on, and tells what became of the decisions that a checkpoint can say something of. */
    public void poll(Consumer<String> verdicts) throws IOException, MalformedNoteException {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            if (record.topic().equals(CHECKPOINTS)) {
                newest.put(new String(record.key(), UTF_8), SignedNote.parse(record.value()));
            } else {
                waiting.add(record);
            }
        }
        for (ConsumerRecord<byte[], byte[]> record : List.copyOf(waiting)) {
            LogId log = Optional.ofNullable(logs.get(record.partition())).orElseThrow();
            SignedNote checkpoint = newest.get(log.origin());
            if (checkpoint == null) {
                continue;
            }
            String name = DECISIONS + "-" + record.partition() + "@" + record.offset();
            switch (audit.check(log, kept(record), checkpoint, archive.apply(log.path()))) {
                case DecisionAudit.Outcome.NotYet _ -> {
                    continue;
                }
                case DecisionAudit.Outcome.Archived(var proof) ->
                        verdicts.accept(name + " ARCHIVED as leaf " + proof.index());
                case DecisionAudit.Outcome.Wrong(String why) ->
                        verdicts.accept(name + " WRONG " + why);
            }
            waiting.remove(record);
        }
    }

    private static Entry.Kept kept(ConsumerRecord<byte[], byte[]> record) {
        List<Entry.Header> headers = new ArrayList<>();
        for (var header : record.headers()) {
            headers.add(new Entry.Header(header.key(), Entry.Bytes.of(header.value())));
        }
        return new Entry.Kept(
                record.offset(),
                record.timestamp(),
                Entry.Bytes.of(record.key()),
                Entry.Bytes.of(record.value()),
                headers);
    }

    /** Files of an archive's directory. */
    public static Function<String, TileSource> directory(Path archive) {
        return path ->
                name -> {
                    Path file = archive.resolve(path).resolve(name);
                    return Files.exists(file)
                            ? Optional.of(Files.readAllBytes(file))
                            : Optional.empty();
                };
    }

    /** Files of an archive behind any static file server. */
    public static Function<String, TileSource> server(URI archive, HttpClient client) {
        return path ->
                name -> {
                    try {
                        HttpResponse<byte[]> answer =
                                client.send(
                                        HttpRequest.newBuilder(
                                                        URI.create(
                                                                archive + "/" + path + "/" + name))
                                                .build(),
                                        HttpResponse.BodyHandlers.ofByteArray());
                        return answer.statusCode() == 200
                                ? Optional.of(answer.body())
                                : Optional.empty();
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                        throw new IOException(interrupted);
                    }
                };
    }

    public static void main(String[] arguments) throws Exception {
        TrustPolicy policy = TrustPolicy.parse(Files.readAllBytes(Path.of(arguments[1])));
        try (HttpClient client = HttpClient.newHttpClient();
                DecisionAuditor auditor =
                        new DecisionAuditor(
                                Map.of("bootstrap.servers", arguments[0]),
                                policy,
                                Pattern.matches("https?://.*", arguments[2])
                                        ? server(URI.create(arguments[2]), client)
                                        : directory(Path.of(arguments[2])))) {
            while (!Thread.currentThread().isInterrupted()) {
                auditor.poll(System.out::println);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
