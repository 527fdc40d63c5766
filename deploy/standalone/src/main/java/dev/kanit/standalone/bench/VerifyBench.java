package dev.kanit.standalone.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.CheckpointSigner;
import dev.kanit.ledger.HeadsLog;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.PartitionLog;
import dev.kanit.ledger.Published;
import dev.kanit.ledger.bundle.Bundle;
import dev.kanit.ledger.bundle.BundleCollector;
import dev.kanit.ledger.bundle.BundleDocuments;
import dev.kanit.ledger.bundle.BundleVerifier;
import dev.kanit.ledger.bundle.BundleWriter;
import dev.kanit.ledger.bundle.Collected;
import dev.kanit.ledger.bundle.LogPlace;
import dev.kanit.ledger.bundle.Outcome;
import dev.kanit.ledger.bundle.Verdict;
import dev.kanit.ledger.bundle.Verification;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.NoteSigner;
import dev.kanit.ledger.note.SignatureType;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.MalformedSegmentException;
import dev.kanit.ledger.store.DirectoryStore;
import dev.kanit.ledger.store.EvidenceStore;
import dev.kanit.schemas.TopicCatalogue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** How long a bundle of 100 000 records takes to verify, in a JVM that has not done it before. */
final class VerifyBench {

    private static final int RECORDS = 100_000;
    private static final int VALUE_BYTES = 400;
    private static final int SEGMENT = 4_096;
    private static final String CLUSTER = "bench";
    private static final String ROLLOUT = "bench-1";

    private final Path directory;
    private final SplittableRandom random = new SplittableRandom(7);

    VerifyBench(Path directory) {
        this.directory = directory;
    }

    /** Writes a bundle through the real ledger, then verifies it once. */
    double seconds() throws IOException {
        try {
            Files.createDirectories(directory);
            Path bundle = write();
            long begin = System.nanoTime();
            Verification verification = BundleVerifier.verify(bundle, Optional.empty());
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (verification.verdict() != Verdict.VALID_WITH_LIMITS
                    || verification.counted().records() != RECORDS + 1) {
                throw new IllegalStateException(
                        "verdict: %s of %d records (expected: all in order)"
                                .formatted(
                                        verification.verdict(), verification.counted().records()));
            }
            return seconds;
        } catch (DamagedTreeException | MalformedSegmentException | MalformedNoteException broken) {
            throw new IllegalStateException("the benchmark's own archive", broken);
        }
    }

    private Path write()
            throws IOException,
                    DamagedTreeException,
                    MalformedSegmentException,
                    MalformedNoteException {
        EvidenceStore store = DirectoryStore.open(directory.resolve("archive"));
        NoteSigner key = NoteSigner.generate("bench", SignatureType.ED25519);
        CheckpointSigner signer =
                new CheckpointSigner(key, DirectoryStore.open(directory.resolve("signer")));
        HeadsLog heads = HeadsLog.open(store, CLUSTER, signer, List.of());
        LogId signals = new LogId(CLUSTER, "signals", 0);
        LogId decisions = new LogId(CLUSTER, "decisions", 0);
        archive(store, signals, signer, heads, signals());
        archive(store, decisions, signer, heads, List.of(closing()));
        heads.publish();
        Collected collected =
                new BundleCollector(store, heads::prove)
                        .collect(
                                ROLLOUT,
                                List.of(
                                        place(TopicCatalogue.SIGNALS, signals),
                                        place(TopicCatalogue.DECISIONS, decisions)));
        if (!(collected instanceof Collected.Whole whole)) {
            throw new IllegalStateException("collected: " + collected + " (expected: all)");
        }
        Path file = directory.resolve("bench.evidence.zip");
        try (OutputStream out = Files.newOutputStream(file)) {
            new BundleWriter(key)
                    .write(
                            new Bundle(
                                    ROLLOUT,
                                    CLUSTER,
                                    Outcome.COMPLETED,
                                    0,
                                    whole.logs(),
                                    whole.decisionProofs(),
                                    new BundleDocuments("plan".getBytes(UTF_8))),
                            out);
        }
        return file;
    }

    private static void archive(
            EvidenceStore store,
            LogId id,
            CheckpointSigner signer,
            HeadsLog heads,
            List<Entry> entries)
            throws IOException,
                    DamagedTreeException,
                    MalformedSegmentException,
                    MalformedNoteException {
        PartitionLog log = PartitionLog.open(store, id, signer, List.of());
        for (int from = 0; from < entries.size(); from += SEGMENT) {
            log.append(entries.subList(from, Math.min(entries.size(), from + SEGMENT)));
        }
        if (log.publish() instanceof Published.Signed signed) {
            heads.add(List.of(Checkpoint.of(signed.checkpoint())));
        }
    }

    private List<Entry> signals() {
        List<Entry> entries = new ArrayList<>(RECORDS);
        for (int offset = 0; offset < RECORDS; offset++) {
            byte[] value = new byte[VALUE_BYTES];
            random.nextBytes(value);
            entries.add(record(offset, value, List.of()));
        }
        return entries;
    }

    private static Entry closing() {
        String counts =
                "%s=%d,%s=1".formatted(TopicCatalogue.SIGNALS, RECORDS, TopicCatalogue.DECISIONS);
        return record(
                0,
                new byte[VALUE_BYTES],
                List.of(new Entry.Header("ce_closing", Entry.Bytes.of(counts.getBytes(UTF_8)))));
    }

    private static Entry record(long offset, byte[] value, List<Entry.Header> headers) {
        return new Entry.Kept(
                offset,
                offset,
                Entry.Bytes.of(ROLLOUT.getBytes(UTF_8)),
                Entry.Bytes.of(value),
                headers);
    }

    private static LogPlace place(String topic, LogId id) {
        return new LogPlace(topic, id, OptionalLong.of(0));
    }
}
