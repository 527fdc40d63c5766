package dev.kanit.archiver.rollout;

import dev.kanit.archiver.report.ReportSpec;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.AlertDelivery;
import dev.kanit.wire.CheckResult;
import dev.kanit.wire.RolloutAlert;
import dev.kanit.wire.RolloutCommand;
import dev.kanit.wire.RolloutDecision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of one rollout's directory. Used by one thread at a time. */
final class RolloutFiles {

    private static final Logger LOG = LoggerFactory.getLogger(RolloutFiles.class);

    private final Path root;
    private final RolloutReports reports;
    private final Map<String, PeoplesFile> readable;

    /**
     * @param codec of the topic's records
     * @param file that they are written to
     */
    private record PeoplesFile(RecordCodec<? extends SpecificRecord> codec, String file) {}

    private RolloutFiles(
            Path root, Function<String, ReportSpec> specs, Map<String, PeoplesFile> readable) {
        this.root = root;
        this.reports = new RolloutReports(specs);
        this.readable = readable;
    }

    static RolloutFiles open(
            Path root, SchemaRegistryClient registry, Function<String, ReportSpec> specs) {
        return new RolloutFiles(
                root,
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
                                "commands.ndjson"),
                        TopicCatalogue.CHECKS,
                        new PeoplesFile(
                                RecordCodec.open(CheckResult.class, registry), "checks.ndjson"),
                        TopicCatalogue.DELIVERIES,
                        new PeoplesFile(
                                RecordCodec.open(AlertDelivery.class, registry),
                                "deliveries.ndjson")));
    }

    /** Topics whose records people read. */
    Set<String> readableTopics() {
        return readable.keySet();
    }

    /** Adds what is pending to the rollout's files. When this returns, they are durable. */
    void write(String rollout, Collection<Pending> pending) throws IOException {
        Path directory = root.resolve(rollout);
        Files.createDirectories(directory);
        Counts counts = Counts.open(directory.resolve("counts.json"));
        pending.forEach(one -> one.count(counts));
        boolean isDecided = false;
        for (Pending one : pending) {
            PeoplesFile kind = readable.get(one.topic());
            if (kind != null) {
                append(directory, kind, one);
                isDecided |= one.topic().equals(TopicCatalogue.DECISIONS);
            }
        }
        if (isDecided) {
            reports.write(directory);
        }
        counts.write();
    }

    private static void append(Path directory, PeoplesFile kind, Pending pending)
            throws IOException {
        RecordLines lines = RecordLines.open(directory.resolve(kind.file()), pending.log());
        for (Entry.Kept record : pending.records()) {
            if (record.value().isPresent()) {
                try {
                    lines.append(
                            pending.topic(),
                            record.offset(),
                            kind.codec().decode(record.value().get().shared()));
                } catch (MalformedRecordException poison) {
                    // The segment keeps its bytes; people are told that it was unreadable.
                    LOG.atWarn()
                            .addKeyValue("offset", record.offset())
                            .addKeyValue("reason", poison.getMessage())
                            .log("unreadable record of " + pending.topic());
                }
            }
        }
        lines.write();
    }
}
