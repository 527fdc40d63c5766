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
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.avro.Schema;

/** Puts a closed rollout's evidence together, with what people read of it. */
final class BundleMaker {

    /** What people read of the records, line by line. */
    private static final List<String> READABLE =
            List.of("decisions.ndjson", "alerts.ndjson", "actions.ndjson", "commands.ndjson");

    private static final List<String> ATTACHED =
            List.of("war-room.log", "counts.json", "one-liner.en.txt", "one-liner.tr.txt");

    private final BundleWriter writer;
    private final SchemaTexts schemas;
    private final InstantSource clock;

    BundleMaker(BundleWriter writer, SchemaTexts schemas, InstantSource clock) {
        this.writer = writer;
        this.schemas = schemas;
        this.clock = clock;
    }

    /**
     * Writes the bundle beside what people read, unless it would be incomplete or worse.
     *
     * @return what it is worth without a policy; when that is some, the bundle is there, durable
     * @throws dev.kanit.schemas.RegistryUnavailableException when a schema could not be fetched
     */
    Verdict make(ClosedRollout closed, Collected.Whole whole) throws IOException {
        List<Entry.Kept> all = new ArrayList<>();
        Map<String, TopicRecords> topics = new HashMap<>();
        for (BundleLog log : whole.logs()) {
            all.addAll(log.records());
            topics.put(log.topic(), new TopicRecords(log.id().partition(), log.records()));
        }
        SortedMap<Integer, Schema> written = schemas.of(all);
        CaseRecords records =
                CaseRecords.of(new RecordedRollout(closed.rollout(), topics, written));
        BundleDocuments documents = new BundleDocuments(plan(records).getBytes(UTF_8));
        written.forEach((id, schema) -> documents.schema(id, schema.toString()));
        documents.report(AuditReport.of(records).getBytes(UTF_8));
        for (String name : READABLE) {
            Path file = closed.directory().resolve(name);
            if (Files.isRegularFile(file)) {
                documents.readable(name, Files.readAllBytes(file));
            }
        }
        for (String name : ATTACHED) {
            Path file = closed.directory().resolve(name);
            if (Files.isRegularFile(file)) {
                documents.attachment(name, Files.readAllBytes(file));
            }
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
        return write(bundle, closed.bundle());
    }

    /**
     * Under a name of its own until it is whole and found to be in order; whoever links it first
     * wins, and the other's is as good.
     */
    private Verdict write(Bundle bundle, Path file) throws IOException {
        Path temporary = Files.createTempFile(directoryOf(file), ".bundle-", ".writing");
        try {
            try (OutputStream out = Files.newOutputStream(temporary)) {
                writer.write(bundle, out);
            }
            Verdict verdict = BundleVerifier.verify(temporary, Optional.empty()).verdict();
            if (verdict == Verdict.INVALID || verdict == Verdict.INCOMPLETE) {
                return verdict;
            }
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-r--r--"));
            sync(temporary, StandardOpenOption.WRITE);
            try {
                Files.createLink(file, temporary);
            } catch (FileAlreadyExistsException _) {
                // Another archiver was faster.
            }
            sync(directoryOf(file), StandardOpenOption.READ);
            return verdict;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static Path directoryOf(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IllegalArgumentException(file + ": no directory (expected: one)");
        }
        return directory;
    }

    private static void sync(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
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
