package dev.kanit.archiver.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.bundle.Bundle;
import dev.kanit.ledger.bundle.BundleDocuments;
import dev.kanit.ledger.bundle.BundleLog;
import dev.kanit.ledger.bundle.BundleVerifier;
import dev.kanit.ledger.bundle.BundleWriter;
import dev.kanit.ledger.bundle.Collected;
import dev.kanit.ledger.bundle.Outcome;
import dev.kanit.ledger.bundle.Verdict;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.replay.RecordedRollout;
import dev.kanit.replay.RecordedRollout.TopicRecords;
import dev.kanit.replay.audit.AuditReport;
import dev.kanit.replay.audit.CaseRecords;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** Puts a closed rollout's evidence together, with what people read of it. */
final class BundleMaker {

    /** What people read of the records, line by line. */
    private static final List<String> READABLE =
            List.of(
                    "decisions.ndjson",
                    "alerts.ndjson",
                    "actions.ndjson",
                    "checks.ndjson",
                    "commands.ndjson",
                    "deliveries.ndjson");

    private static final List<String> ATTACHED =
            List.of("war-room.log", "counts.json", "one-liner.en.txt", "one-liner.tr.txt");

    private final BundleWriter writer;
    private final SchemaTexts schemas;
    private final StoredBundles bundles;
    private final InstantSource clock;

    BundleMaker(
            BundleWriter writer, SchemaTexts schemas, StoredBundles bundles, InstantSource clock) {
        this.bundles = bundles;
        this.writer = writer;
        this.schemas = schemas;
        this.clock = clock;
    }

    /** What decisions were written with, by id. */
    SortedMap<Integer, Schema> schemas(List<Entry.Kept> decisions) {
        return schemas.of(Map.of(TopicCatalogue.DECISIONS, decisions));
    }

    /**
     * Gives the bundle to the store, unless it would be incomplete or worse.
     *
     * @return what it is worth without a policy; when that is some, the bundle is there, durable
     * @throws dev.kanit.schemas.RegistryUnavailableException when a schema could not be fetched
     */
    Verdict make(ClosedRollout closed, Collected.Whole whole) throws IOException {
        Map<String, List<Entry.Kept>> byTopic = new TreeMap<>();
        Map<String, TopicRecords> topics = new HashMap<>();
        for (BundleLog log : whole.logs()) {
            byTopic.put(log.topic(), log.records());
            topics.put(log.topic(), new TopicRecords(log.id().partition(), log.records()));
        }
        SortedMap<Integer, Schema> written = schemas.of(byTopic);
        RecordedRollout rollout = new RecordedRollout(closed.rollout(), topics, written);
        CaseRecords records = CaseRecords.of(rollout);
        BundleDocuments documents = new BundleDocuments(plan(records).getBytes(UTF_8));
        written.forEach((id, schema) -> documents.schema(id, schema.toString()));
        documents.report(AuditReport.of(records).getBytes(UTF_8));
        for (String name : READABLE) {
            Path file = closed.directory().resolve(name);
            if (Files.isRegularFile(file)) {
                documents.readable(name, file);
            }
        }
        for (String name : ATTACHED) {
            Path file = closed.directory().resolve(name);
            if (Files.isRegularFile(file)) {
                documents.attachment(name, file);
            }
        }
        Path reports = Files.createDirectories(closed.directory().resolve("reports"));
        for (Map.Entry<String, byte[]> report : ReportDocuments.of(rollout).entrySet()) {
            documents.attachment("reports/" + report.getKey(), report.getValue());
            Files.write(reports.resolve(report.getKey()), report.getValue());
        }
        Bundle bundle =
                new Bundle(
                        closed.rollout(),
                        closed.cluster(),
                        outcome(records),
                        clock.instant().toEpochMilli(),
                        whole.logs(),
                        whole.decisionProofs(),
                        documents);
        return write(bundle, closed.directory());
    }

    /**
     * Looked at under a name of its own, and given to the store when it is found to be in order.
     */
    private Verdict write(Bundle bundle, Path directory) throws IOException {
        Path temporary = Files.createTempFile(directory, ".bundle-", ".writing");
        try {
            try (OutputStream out = Files.newOutputStream(temporary)) {
                writer.write(bundle, out);
            }
            Verdict verdict = BundleVerifier.verify(temporary, Optional.empty()).verdict();
            if (verdict != Verdict.INVALID && verdict != Verdict.INCOMPLETE) {
                bundles.create(bundle.rollout(), temporary);
            }
            return verdict;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** The text that the rollout was started with; it travels in the first decision. */
    private static String plan(CaseRecords records) {
        return records.decisions().stream()
                .map(RolloutDecision::getPlan)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    private static Outcome outcome(CaseRecords records) {
        boolean isCompleted =
                records.decisions().stream()
                        .anyMatch(one -> one.getKind() == DecisionKind.COMPLETED);
        return isCompleted ? Outcome.COMPLETED : Outcome.ROLLED_BACK;
    }
}
