package dev.kanit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.ledger.leaf.LeafWriter;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.merkle.Hash;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.ledger.merkle.RangeProof;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.NoteSigner;
import dev.kanit.ledger.note.SignatureType;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.store.DirectoryStore;
import dev.kanit.ledger.store.EvidenceStore;
import dev.kanit.ledger.store.RecordingStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the archive promises, one by one; {@link PromisesUnderCrashesTest} has them all at once. */
final class PromisesTest {

    private static final LogId ID = new LogId("cluster", "topic", 0);

    @TempDir Path directory;

    private final NoteSigner key = NoteSigner.generate("key", SignatureType.ED25519);
    private final List<Entry> topic = SimulatedTopic.of(new Random(7), 700);
    private final LeafWriter leaves = new LeafWriter();
    private EvidenceStore memory;

    @BeforeEach
    void openMemory() throws IOException {
        memory = DirectoryStore.open(directory.resolve("memory"));
    }

    @Test
    void promiseG3EveryFileIsDurableBeforeTheCheckpointIsSigned() throws Exception {
        List<RecordingStore.Write> writes = new ArrayList<>();
        EvidenceStore store = new RecordingStore(store("s"), writes::add);
        CheckpointSigner signer =
                new CheckpointSigner(key, new RecordingStore(memory, writes::add));
        PartitionLog log = PartitionLog.open(store, ID, signer, List.of());
        assertThat(log.append(topic)).isInstanceOf(Appended.Stored.class);

        assertThat(log.publish()).isInstanceOf(Published.Signed.class);

        List<String> order =
                writes.stream().map(write -> write.name() + (write.isDone() ? "" : "?")).toList();
        int signed = order.indexOf("signed/" + ID.origin() + "?");
        assertThat(order.subList(0, signed))
                .contains(
                        ID.path() + "/00000000000000000000.ndjson.zst",
                        ID.path() + "/tile/0/000",
                        ID.path() + "/tile/0/002.p/188",
                        ID.path() + "/tile/1/000.p/2",
                        ID.path() + "/tile/entries/002.p/188");
        assertThat(order.subList(signed, order.size()))
                .containsExactly(
                        "signed/" + ID.origin() + "?",
                        "signed/" + ID.origin(),
                        ID.path() + "/checkpoint?",
                        ID.path() + "/checkpoint");
    }

    @Test
    void promiseG4ATreeThatForgotOrChangedALeafIsNotSigned() throws Exception {
        CheckpointSigner signer = new CheckpointSigner(key, memory);
        publish(store("whole"), signer, topic);
        List<Entry> changed = new ArrayList<>(topic);
        changed.set(0, new Entry.Gap(0, topic.getFirst().nextOffset(), "lost"));
        changed.add(new Entry.Gap(topic.getLast().nextOffset(), 1L << 40, "more"));

        assertThat(publish(store("shorter"), signer, topic.subList(0, 699)))
                .isInstanceOfSatisfying(
                        Published.Refused.class,
                        refused -> assertThat(refused.why()).contains("of size 700 was signed"));
        assertThat(publish(store("changed"), signer, changed))
                .isInstanceOfSatisfying(
                        Published.Refused.class,
                        refused ->
                                assertThat(refused.why())
                                        .contains("size 701 does not continue size 700"));
        assertThat(store("changed").get(ID.path() + "/checkpoint")).isEmpty();
    }

    @Test
    void tilesThatAreWrittenAheadAreThoseOfTheCheckpointAndOthersAreRefused() throws Exception {
        EvidenceStore ahead = store("ahead");
        PartitionLog log =
                PartitionLog.open(ahead, ID, new CheckpointSigner(key, memory), List.of());
        assertThat(log.append(topic)).isInstanceOf(Appended.Stored.class);

        log.writeFinished();

        byte[] tile = ahead.get(ID.path() + "/tile/0/000").orElseThrow();
        assertThat(ahead.get(ID.path() + "/checkpoint")).isEmpty();
        assertThat(log.publish()).isInstanceOf(Published.Signed.class);
        assertThat(ahead.get(ID.path() + "/tile/0/000").orElseThrow()).isEqualTo(tile);
        EvidenceStore spoilt = store("spoilt");
        assertThat(spoilt.createIfAbsent(ID.path() + "/tile/0/000", new byte[8_192])).isTrue();
        PartitionLog other =
                PartitionLog.open(spoilt, ID, new CheckpointSigner(key, memory), List.of());
        assertThat(other.append(topic)).isInstanceOf(Appended.Stored.class);
        assertThatThrownBy(other::writeFinished).isInstanceOf(DamagedTreeException.class);
    }

    @Test
    void promiseG4TheSameCheckpointGetsTheSameSignatureAgain() throws Exception {
        CheckpointSigner signer = new CheckpointSigner(key, memory);
        var first = publish(store("one"), signer, topic);

        assertThat(publish(store("another"), signer, topic)).isEqualTo(first);
    }

    @Test
    void promiseG4ACheckpointOfAnotherTreeStopsTheLog() throws Exception {
        EvidenceStore store = store("s");
        NoteSigner other = NoteSigner.generate("other", SignatureType.ED25519).named(ID.origin());
        PartitionLog log =
                PartitionLog.open(
                        store, ID, new CheckpointSigner(key, memory), List.of(other.key()));
        assertThat(log.append(topic.subList(0, 300))).isInstanceOf(Appended.Stored.class);
        assertThat(log.publish()).isInstanceOf(Published.Signed.class);
        assertThat(log.append(topic.subList(300, 700))).isInstanceOf(Appended.Stored.class);
        byte[] good = store.get(ID.path() + "/checkpoint").orElseThrow();
        String body =
                new Checkpoint(ID.origin(), 300, Hash.of(new MerkleHasher().emptyRoot())).body();
        byte[] forged = new SignedNote(body, List.of(other.sign(body))).toBytes();
        assertThat(store.compareAndSet(ID.path() + "/checkpoint", good, forged)).isTrue();

        assertThat(log.publish())
                .isInstanceOfSatisfying(
                        Published.Refused.class,
                        refused -> assertThat(refused.why()).contains("are inconsistent"));
        assertThatThrownBy(
                        () ->
                                PartitionLog.open(
                                        store, ID, new CheckpointSigner(key, memory), List.of()))
                .isInstanceOf(DamagedTreeException.class)
                .hasMessageContaining("signed by a known key");
    }

    @Test
    void promiseG5TwoIndependentArchiversComeToTheSameRoot() throws Exception {
        PartitionLog one = PartitionLog.open(store("one"), ID, signer("m1"), List.of());
        PartitionLog two = PartitionLog.open(store("two"), ID, signer("m2"), List.of());
        for (int at = 0; at < 700; at += 7) {
            assertThat(one.append(topic.subList(at, at + 7))).isInstanceOf(Appended.Stored.class);
            assertThat(one.publish()).isInstanceOf(Published.Signed.class);
        }
        for (int at = 0; at < 700; at += 350) {
            assertThat(two.append(topic.subList(at, at + 350))).isInstanceOf(Appended.Stored.class);
        }

        assertThat(two.tree().root()).isEqualTo(one.tree().root());
        assertThat(two.publish()).isInstanceOf(Published.Signed.class);
        assertThat(two.tree().checkpoint()).isEqualTo(one.tree().checkpoint());
    }

    @Test
    void promiseG5ATreeGoesOnOverSegmentsThatAnotherArchiverCutElsewhere() throws Exception {
        EvidenceStore one = store("one");
        PartitionLog whole = PartitionLog.open(one, ID, signer("m1"), List.of());
        assertThat(whole.append(topic.subList(0, 333))).isInstanceOf(Appended.Stored.class);
        assertThat(whole.publish()).isInstanceOf(Published.Signed.class);
        assertThat(whole.append(topic.subList(333, 700))).isInstanceOf(Appended.Stored.class);
        EvidenceStore two = store("two");
        SegmentLog segments = SegmentLog.open(two, ID);
        for (int at = 0; at < 700; at += 100) {
            assertThat(segments.append(topic.subList(at, at + 100)))
                    .isInstanceOf(Appended.Stored.class);
        }
        for (String name :
                List.of(
                        "checkpoint",
                        "tile/0/000",
                        "tile/0/001.p/77",
                        "tile/1/000.p/1",
                        "tile/entries/000",
                        "tile/entries/001.p/77")) {
            byte[] file = one.get(ID.path() + "/" + name).orElseThrow();
            assertThat(two.createIfAbsent(ID.path() + "/" + name, file)).isTrue();
        }

        PartitionLog other = PartitionLog.open(two, ID, signer("m1"), List.of());

        assertThat(other.tree().size()).isEqualTo(700);
        assertThat(other.tree().root()).isEqualTo(whole.tree().root());
    }

    @Test
    void promiseG6EveryChangedDroppedAddedOrReorderedLeafBreaksTheRangeProof() throws Exception {
        EvidenceStore store = store("s");
        publish(store, new CheckpointSigner(key, memory), topic);
        TreeLog tree =
                PartitionLog.open(store, ID, new CheckpointSigner(key, memory), List.of()).tree();
        MerkleHasher hasher = new MerkleHasher();
        RangeProof proof = RangeProof.of(tree.reader(700), 200, 400, 700);
        List<byte[]> range =
                topic.subList(200, 400).stream()
                        .map(entry -> hasher.leaf(leaves.write(entry)))
                        .toList();
        byte[] root = tree.root().toArray();
        assertThat(proof.check(hasher, range, root).holds()).isTrue();

        for (int i = 0; i < 200; i++) {
            List<byte[]> changed = new ArrayList<>(range);
            changed.set(i, hasher.leaf(leaves.write(SimulatedTopic.kept(i, "other"))));
            assertThat(proof.check(hasher, changed, root).holds()).as("changed %d", i).isFalse();
            List<byte[]> dropped = new ArrayList<>(range);
            dropped.remove(i);
            assertThat(proof.check(hasher, dropped, root).holds()).as("dropped %d", i).isFalse();
            List<byte[]> added = new ArrayList<>(range);
            added.add(i, range.get(i));
            assertThat(proof.check(hasher, added, root).holds()).as("added %d", i).isFalse();
            List<byte[]> reordered = new ArrayList<>(range);
            Collections.swap(reordered, i, (i + 1) % 200);
            assertThat(proof.check(hasher, reordered, root).holds()).as("moved %d", i).isFalse();
        }
    }

    private Published publish(EvidenceStore store, CheckpointSigner signer, List<Entry> entries)
            throws Exception {
        PartitionLog log = PartitionLog.open(store, ID, signer, List.of());
        assertThat(log.append(entries)).isInstanceOf(Appended.Stored.class);
        return log.publish();
    }

    private CheckpointSigner signer(String name) throws IOException {
        return new CheckpointSigner(key, DirectoryStore.open(directory.resolve(name)));
    }

    private EvidenceStore store(String name) throws IOException {
        return DirectoryStore.open(directory.resolve(name));
    }
}
