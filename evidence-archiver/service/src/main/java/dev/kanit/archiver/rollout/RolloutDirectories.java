package dev.kanit.archiver.rollout;

import dev.kanit.archiver.report.ReportSpec;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.Segment;
import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.RolloutAlert;
import dev.kanit.wire.RolloutCommand;
import dev.kanit.wire.RolloutDecision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code rollouts/<rollout id>/}: what segments hold of each rollout. Applying a segment twice
 * changes nothing, so after a crash the last ones are simply applied again. Not thread-safe.
 */
public final class RolloutDirectories {

    private static final Logger LOG = LoggerFactory.getLogger(RolloutDirectories.class);

    private final Path root;
    private final OneWriter writer;
    private final RolloutReports reports;
    private final Map<String, PeoplesFile> readable;

    /**
     * @param codec of the topic's records
     * @param file that they are written to
     */
    private record PeoplesFile(RecordCodec<? extends SpecificRecord> codec, String file) {}

    private RolloutDirectories(
            Path root, Function<String, ReportSpec> specs, Map<String, PeoplesFile> readable) {
        this.root = root;
        this.writer = new OneWriter(root);
        this.reports = new RolloutReports(specs);
        this.readable = readable;
    }

    /**
     * @param root of the archive
     * @param specs from a plan's text to what reports show; may throw when it cannot be read
     * @throws dev.kanit.schemas.RegistryUnavailableException when the registry does not answer
     */
    public static RolloutDirectories open(
            Path root, SchemaRegistryClient registry, Function<String, ReportSpec> specs) {
        return new RolloutDirectories(
                root.resolve("rollouts"),
                specs,
                Map.of(
                        TopicCatalogue.DECISIONS,
                        new PeoplesFile(
                                RecordCodec.open(RolloutDecision.class, registry),
                                "decisions.ndjson"),
                        TopicCatalogue.ALERTS,
                        new PeoplesFile(
                                RecordCodec.open(RolloutAlert.class, registry), "alerts.ndjson"),
                        TopicCatalogue.ACTIONS,
                        new PeoplesFile(
                                RecordCodec.open(ActionOutcome.class, registry), "actions.ndjson"),
                        TopicCatalogue.COMMANDS,
                        new PeoplesFile(
                                RecordCodec.open(RolloutCommand.class, registry),
                                "commands.ndjson")));
    }

    /** First offset of the segment that is to be applied next; 0 when none has been. */
    public long appliedTo(LogId log) throws IOException {
        Path marker = marker(log);
        return Files.exists(marker) ? Long.parseLong(Files.readString(marker).strip()) : 0;
    }

    /**
     * Adds what {@code segment} holds.
     *
     * @param endOffset of the partition in Kafka, -1 when it is not known
     * @throws dev.kanit.schemas.RegistryUnavailableException when a schema could not be fetched; to
     *     be applied again later
     */
    public void apply(LogId log, String topic, Segment segment, long endOffset) throws IOException {
        writer.run(() -> applyAlone(log, topic, segment, endOffset));
    }

    private void applyAlone(LogId log, String topic, Segment segment, long endOffset)
            throws IOException {
        Map<String, List<Entry.Kept>> byRollout = new TreeMap<>();
        for (Entry entry : segment.entries()) {
            if (entry instanceof Entry.Kept kept) {
                RolloutId.of(kept)
                        .ifPresent(
                                id ->
                                        byRollout
                                                .computeIfAbsent(id.value(), _ -> new ArrayList<>())
                                                .add(kept));
            }
        }
        for (var rollout : byRollout.entrySet()) {
            Path directory = root.resolve(rollout.getKey());
            Files.createDirectories(directory);
            count(directory, log, topic, rollout.getValue(), segment.nextOffset(), endOffset);
            write(directory, log, topic, rollout.getValue());
        }
        long applied = Math.max(appliedTo(log), segment.nextOffset());
        WholeFile.write(marker(log), applied + "\n");
    }

    private static void count(
            Path directory,
            LogId log,
            String topic,
            List<Entry.Kept> records,
            long nextOffset,
            long endOffset)
            throws IOException {
        Counts counts = Counts.open(directory.resolve("counts.json"));
        records.forEach(record -> counts.count(topic, log.partition(), record.offset()));
        counts.archivedTo(topic, nextOffset, endOffset);
        counts.write();
    }

    private void write(Path directory, LogId log, String topic, List<Entry.Kept> records)
            throws IOException {
        PeoplesFile kind = readable.get(topic);
        if (kind == null) {
            return;
        }
        RecordLines lines = RecordLines.open(directory.resolve(kind.file()));
        for (Entry.Kept record : records) {
            if (record.value().isPresent()) {
                try {
                    lines.append(
                            topic,
                            log.partition(),
                            record.offset(),
                            kind.codec().decode(record.value().get().toArray()));
                } catch (MalformedRecordException poison) {
                    // The segment keeps its bytes; people are told that it was unreadable.
                    LOG.atWarn()
                            .addKeyValue("offset", record.offset())
                            .addKeyValue("reason", poison.getMessage())
                            .log("unreadable record of " + topic);
                }
            }
        }
        if (topic.equals(TopicCatalogue.DECISIONS)) {
            reports.write(directory);
        }
    }

    private Path marker(LogId log) {
        return root.resolve(".applied")
                .resolve(log.clusterId() + "_" + log.topicId() + "_" + log.partition());
    }
}
