package dev.kanit.ledger.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.ledger.Appended;
import dev.kanit.ledger.CheckpointSigner;
import dev.kanit.ledger.HeadsLog;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.PartitionLog;
import dev.kanit.ledger.Published;
import dev.kanit.ledger.leaf.PayloadDigest;
import dev.kanit.ledger.leaf.ProducerChain;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.NoteSigner;
import dev.kanit.ledger.note.SignatureType;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.note.TlogProof;
import dev.kanit.ledger.note.TrustPolicy;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.Entry.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Records of several rollouts on several topics, archived by the real code into memory. */
final class BundleArchive {

    static final String CLUSTER = "Z5m2YzV3T0m7";
    static final String DECISIONS = "rollout.decisions";
    static final String SIGNALS = "rollout.signals";
    static final String TICKS = "rollout.ticks";
    static final String EVALUATOR = "/kanit/stage-evaluator";
    static final String COLLECTOR = "/kanit/signal-collector/1";
    static final String PLAN = "kind: Plan\n";

    final MemoryStore store = new MemoryStore();
    private final MemoryStore memory = new MemoryStore();
    final NoteSigner key = NoteSigner.generate("archiver", SignatureType.ED25519);
    final NoteSigner witness = NoteSigner.generate("witness.example/w1", SignatureType.COSIGNATURE);
    private final Map<String, List<Entry>> topics = new TreeMap<>();
    private final Map<String, ProducerChain> chains = new LinkedHashMap<>();
    private boolean isWitnessed;
    private Map<String, Consumed> consumed = Map.of();

    /** Two rollouts that take turns on three topics; both are closed. */
    static BundleArchive ofTwoRollouts() {
        BundleArchive archive = new BundleArchive();
        for (int i = 0; i < 6; i++) {
            for (String rollout : List.of("shop-1", "cart-2")) {
                archive.send(SIGNALS, rollout, COLLECTOR, "signal " + i);
                if (i % 2 == 0) {
                    archive.send(TICKS, rollout, EVALUATOR, "tick " + i);
                    archive.send(DECISIONS, rollout, EVALUATOR, "decision " + i);
                }
            }
        }
        for (String rollout : List.of("cart-2", "shop-1")) {
            archive.close(rollout, "rollout.decisions=4,rollout.signals=6,rollout.ticks=3");
            archive.send(SIGNALS, rollout, COLLECTOR, "too late to count");
        }
        return archive;
    }

    BundleArchive witnessed() {
        isWitnessed = true;
        return this;
    }

    /** The decisions say that this was consumed. */
    void consumed(String topic, long first, long last) {
        consumed = Map.of(topic, new Consumed(first, last));
    }

    void close(String rollout, String counts) {
        send(DECISIONS, rollout, EVALUATOR, "closed", header(Closing.HEADER, counts));
    }

    void send(String topic, String rollout, String source, String value, Entry.Header... more) {
        ProducerChain chain = chains.computeIfAbsent(source, _ -> new ProducerChain());
        ProducerChain.Place place = chain.next(rollout);
        List<Entry.Header> headers = new ArrayList<>();
        headers.add(header("ce_type", topic));
        headers.add(header("ce_source", source));
        headers.add(header("ce_sequence", Long.toString(place.sequence())));
        headers.add(header("ce_previous", place.previous()));
        headers.addAll(List.of(more));
        long offset = nextOffset(topic);
        add(
                topic,
                new Entry.Kept(
                        offset,
                        1_700_000_000_000L + offset,
                        bytes(rollout),
                        bytes(value),
                        headers));
        PayloadDigest digest = new PayloadDigest();
        digest.begin(rollout.getBytes(UTF_8), value.getBytes(UTF_8));
        headers.forEach(
                one -> digest.header(one.name(), one.value().map(Bytes::toArray).orElse(null)));
        chain.made(rollout, digest);
    }

    /** The topic's records, to be changed at will. */
    List<Entry> entries(String topic) {
        return topics.computeIfAbsent(topic, _ -> new ArrayList<>());
    }

    long nextOffset(String topic) {
        List<Entry> entries = entries(topic);
        return entries.isEmpty() ? 100 : entries.getLast().nextOffset();
    }

    void add(String topic, Entry entry) {
        entries(topic).add(entry);
    }

    /** Leaves out a record, as a producer does that could not write it. */
    void lose(String topic, int index) {
        entries(topic).remove(index);
    }

    static Entry.Header header(String name, String value) {
        return new Entry.Header(name, bytes(value));
    }

    static Optional<Bytes> bytes(String text) {
        return Bytes.of(text.getBytes(UTF_8));
    }

    static LogId id(String topic) {
        return new LogId(CLUSTER, topic.replace("rollout.", "id-of-"), 3);
    }

    Collected collect(String rollout) throws Exception {
        CheckpointSigner signer = new CheckpointSigner(key, memory);
        HeadsLog heads = HeadsLog.open(store, CLUSTER, signer, List.of());
        List<Checkpoint> checkpoints = new ArrayList<>();
        for (var topic : topics.entrySet()) {
            PartitionLog log = PartitionLog.open(store, id(topic.getKey()), signer, List.of());
            List<Entry> fresh =
                    topic.getValue().stream()
                            .filter(entry -> entry.firstOffset() >= log.nextOffset())
                            .toList();
            for (int at = 0; at < fresh.size(); at += 4_000) {
                assertThat(log.append(fresh.subList(at, Math.min(at + 4_000, fresh.size()))))
                        .isInstanceOf(Appended.Stored.class);
            }
            assertThat(log.publish()).isNotInstanceOf(Published.Refused.class);
            checkpoints.add(Checkpoint.of(log.tree().checkpoint().orElseThrow()));
        }
        heads.add(checkpoints);
        assertThat(heads.publish()).isNotInstanceOf(Published.Refused.class);
        return new BundleCollector(
                        store, head -> heads.prove(head).map(this::cosigned), _ -> consumed)
                .collect(
                        rollout,
                        topics.keySet().stream()
                                .map(topic -> new LogPlace(topic, id(topic), first(topic, rollout)))
                                .toList());
    }

    private OptionalLong first(String topic, String rollout) {
        return entries(topic).stream()
                .filter(
                        entry ->
                                entry instanceof Entry.Kept kept
                                        && kept.key().equals(bytes(rollout)))
                .mapToLong(Entry::firstOffset)
                .findFirst();
    }

    private TlogProof cosigned(TlogProof proof) {
        if (!isWitnessed) {
            return proof;
        }
        try {
            Checkpoint head = Checkpoint.of(proof.note());
            SignedNote note =
                    proof.note().with(witness.cosign(head, Instant.ofEpochSecond(1_700_000_009)));
            return new TlogProof(proof.extra(), proof.index(), proof.hashes(), note);
        } catch (MalformedNoteException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    Bundle bundle(String rollout) throws Exception {
        Collected collected = collect(rollout);
        assertThat(collected).isInstanceOf(Collected.Whole.class);
        Collected.Whole whole = (Collected.Whole) collected;
        return new Bundle(
                rollout,
                CLUSTER,
                Outcome.COMPLETED,
                1_700_000_010_000L,
                whole.logs(),
                whole.decisionProofs(),
                new BundleDocuments(PLAN.getBytes(UTF_8))
                        .schema(7, "{\"type\":\"string\"}")
                        .readable("decisions.ndjson", "{}\n".getBytes(UTF_8))
                        .report("<html>".getBytes(UTF_8))
                        .attachment("sbom/app.json", "{}".getBytes(UTF_8)));
    }

    byte[] zip(String rollout) throws Exception {
        return zip(bundle(rollout), key);
    }

    static byte[] zip(Bundle bundle, NoteSigner signer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new BundleWriter(signer).write(bundle, out);
        return out.toByteArray();
    }

    Optional<TrustPolicy> policy(String quorum) throws MalformedNoteException {
        return policy(key.named("kanit/" + CLUSTER), quorum);
    }

    Optional<TrustPolicy> policy(NoteSigner log, String quorum) throws MalformedNoteException {
        return Optional.of(
                TrustPolicy.parse(
                        "log %s\nwitness W1 %s\nquorum %s\n"
                                .formatted(log.key(), witness.key(), quorum)
                                .getBytes(UTF_8)));
    }

    /** All leaves in memory, as few as they are in tests. */
    static List<byte[]> list(Leaves leaves) {
        List<byte[]> all = new ArrayList<>();
        try {
            leaves.forEach(all::add);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return all;
    }

    /** All but the last {@code -less} leaves. */
    static Leaves first(Leaves leaves, int less) {
        List<byte[]> all = list(leaves);
        return Leaves.of(all.subList(0, all.size() + less));
    }
}
