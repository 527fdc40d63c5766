package dev.kanit.ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.ledger.leaf.LeafWriter;
import dev.kanit.ledger.merkle.CompactRange;
import dev.kanit.ledger.merkle.Hash;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.NoteSigner;
import dev.kanit.ledger.note.SignatureType;
import dev.kanit.ledger.note.TlogProof;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.Segment;
import dev.kanit.ledger.store.DyingStore;
import dev.kanit.ledger.store.EvidenceStore;
import dev.kanit.ledger.store.RecordingStore;
import dev.kanit.ledger.tile.TilePath;
import dev.kanit.ledger.tile.TileReader;
import dev.kanit.ledger.tile.TileWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way of a record, segment, tiles, checkpoint and heads, with the real code and the real
 * directory store: two archivers take turns, also in the middle of each other's, cut where they
 * like, write tiles beside other work, and die at any step of any write. A failing seed is rerun
 * with {@code -Dkanit.seed=}.
 */
final class PromisesUnderCrashesTest {

    private static final int SEEDS = 400;
    private static final int ENTRIES = 300;
    private static final int MAX_STEPS = 2_000;

    private final NoteSigner one = NoteSigner.generate("one", SignatureType.ED25519);
    private final NoteSigner two = NoteSigner.generate("two", SignatureType.ED25519);

    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    @Test
    void promisesG1G3G4G5AndG9HoldWhereverTwoArchiversDie() {
        int first = Integer.getInteger("kanit.seed", 0);
        int last = Integer.getInteger("kanit.seed", SEEDS - 1);
        // Each seed has a directory and a random of its own, so they may run beside each other.
        Happened all =
                IntStream.rangeClosed(first, last)
                        .parallel()
                        .mapToObj(this::run)
                        .reduce(Happened.NOTHING, Happened::and);
        if (first != last) {
            assertThat(all.deaths()).as("deaths").isGreaterThan(SEEDS);
            assertThat(all.deathsWhileBehind()).as("deaths with a write begun").isGreaterThan(20);
            assertThat(all.refusals()).as("steps refused").isGreaterThan(SEEDS);
            assertThat(all.writesBehind()).as("writes beside other work").isGreaterThan(100);
            assertThat(all.interruptions()).as("turns within turns").isGreaterThan(SEEDS);
            assertThat(all.adoptions()).as("segments adopted").isGreaterThan(SEEDS);
            assertThat(all.signatures()).as("checkpoints signed").isGreaterThan(SEEDS);
        }
    }

    /** What a simulation is worth: how often what it is about took place. */
    private record Happened(
            int deaths,
            int deathsWhileBehind,
            int refusals,
            int writesBehind,
            int interruptions,
            int adoptions,
            int signatures) {

        static final Happened NOTHING = new Happened(0, 0, 0, 0, 0, 0, 0);

        static Happened to(SimulatedArchiver one) {
            return new Happened(
                    one.deaths,
                    one.deathsWhileBehind,
                    one.refusals,
                    one.writesBehind,
                    one.interruptions,
                    one.adoptions,
                    one.signatures);
        }

        Happened and(Happened more) {
            return new Happened(
                    deaths + more.deaths,
                    deathsWhileBehind + more.deathsWhileBehind,
                    refusals + more.refusals,
                    writesBehind + more.writesBehind,
                    interruptions + more.interruptions,
                    adoptions + more.adoptions,
                    signatures + more.signatures);
        }
    }

    private Happened run(int seed) {
        try {
            Random random = new Random(seed);
            Path root = directory.resolve("seed-" + seed);
            List<Entry> topic = SimulatedTopic.of(random, ENTRIES);
            List<RecordingStore.Write> signed = new ArrayList<>();
            List<RecordingStore.Write> stored = new ArrayList<>();
            NoteSigner second = seed % 2 == 0 ? one : two;
            var a = new SimulatedArchiver(root, "a", random, topic, one, second, signed, stored);
            var b = new SimulatedArchiver(root, "b", random, topic, second, one, signed, stored);
            a.meet(b);
            b.meet(a);
            for (int step = 0; !(a.isDone() && b.isDone()); step++) {
                assertThat(step).as("steps of seed %d", seed).isLessThan(MAX_STEPS);
                (random.nextBoolean() ? a : b).step();
            }
            inspect(root, seed, topic, signed);
            requireGrowing(stored, SimulatedArchiver.ID.path() + "/checkpoint", seed);
            requireGrowing(stored, LogId.headsPath("cluster") + "/checkpoint", seed);
            MemoryDirectory.remove(root);
            return Happened.to(a).and(Happened.to(b));
        } catch (Exception | AssertionError failed) {
            throw new AssertionError("seed " + seed, failed);
        }
    }

    private void inspect(Path root, int seed, List<Entry> topic, List<RecordingStore.Write> signed)
            throws Exception {
        EvidenceStore store = DyingStore.in(root.resolve("store"), new Random(0), 0);
        List<Entry> stored = stored(store);
        assertThat(stored.stream().filter(entry -> !(entry instanceof Entry.Disposition)).toList())
                .as("G1: every entry once, seed %d", seed)
                .isEqualTo(topic);

        LeafWriter writer = new LeafWriter();
        List<byte[]> leaves = stored.stream().map(writer::write).toList();
        CheckpointSigner signer =
                new CheckpointSigner(
                        one, DyingStore.in(root.resolve("inspector"), new Random(0), 0));
        PartitionLog log =
                PartitionLog.open(
                        store,
                        SimulatedArchiver.ID,
                        signer,
                        List.of(two.named(SimulatedArchiver.ID.origin()).key()));
        List<Hash> roots = roots(leaves);
        assertThat(log.tree().root())
                .as("G5: the root follows from the entries, seed %d", seed)
                .isEqualTo(roots.getLast());
        assertThat(log.publish()).isNotInstanceOf(Published.Refused.class);
        requireConsistent(signed, SimulatedArchiver.ID.origin(), roots, seed);
        requireDurable(store, SimulatedArchiver.ID.path(), signed, SimulatedArchiver.ID.origin());
        requireWhole(store, SimulatedArchiver.ID.path(), log.tree(), leaves);
        inspectHeads(store, signer, seed, signed, log);
    }

    private void inspectHeads(
            EvidenceStore store,
            CheckpointSigner signer,
            int seed,
            List<RecordingStore.Write> signed,
            PartitionLog log)
            throws Exception {
        String origin = LogId.headsOrigin(SimulatedArchiver.ID.clusterId());
        HeadsLog heads =
                HeadsLog.open(
                        store,
                        SimulatedArchiver.ID.clusterId(),
                        signer,
                        List.of(two.named(origin).key()));
        Checkpoint head = Checkpoint.of(log.tree().checkpoint().orElseThrow());
        heads.add(List.of(head));
        assertThat(heads.publish()).isNotInstanceOf(Published.Refused.class);

        Optional<TlogProof> proof = heads.prove(head);
        assertThat(
                        proof.orElseThrow()
                                .check(new MerkleHasher(), head.body().getBytes(ISO_8859_1))
                                .holds())
                .isTrue();
        List<byte[]> leaves = new ArrayList<>();
        long size = heads.tree().size();
        TileReader reader = heads.tree().reader(size);
        for (long bundle = 0; bundle * TilePath.FULL_WIDTH < size; bundle++) {
            leaves.addAll(reader.entries(bundle));
        }
        requireConsistent(signed, origin, roots(leaves), seed);
        requireDurable(store, LogId.headsPath(SimulatedArchiver.ID.clusterId()), signed, origin);
        requireWhole(
                store, LogId.headsPath(SimulatedArchiver.ID.clusterId()), heads.tree(), leaves);
    }

    /** Every file holds what it must hold, also those that no proof of this test needs. */
    private static void requireWhole(
            EvidenceStore store, String path, TreeLog tree, List<byte[]> leaves) throws Exception {
        TileWriter expected = TileWriter.empty(new MerkleHasher());
        leaves.forEach(expected::append);
        assertThat(expected.size()).isEqualTo(tree.size());
        var files = expected.unwritten();
        assertThat(files).containsOnlyKeys(TreeFiles.of(tree.size()));
        for (var file : files.entrySet()) {
            assertThat(store.get(path + "/" + file.getKey()))
                    .as("G3, G9: %s of %s", file.getKey(), path)
                    .hasValueSatisfying(content -> assertThat(content).isEqualTo(file.getValue()));
        }
    }

    /** All checkpoints that were ever signed are heads of one tree. */
    private static void requireConsistent(
            List<RecordingStore.Write> signed, String origin, List<Hash> roots, int seed) {
        for (Checkpoint checkpoint : checkpoints(signed, origin)) {
            assertThat(checkpoint.root())
                    .as("G4: size %d of %s, seed %d", checkpoint.size(), origin, seed)
                    .isEqualTo(roots.get((int) checkpoint.size()));
        }
    }

    /** Each of them finds its own files, partial ones among them. */
    private static void requireDurable(
            EvidenceStore store, String path, List<RecordingStore.Write> signed, String origin)
            throws Exception {
        for (Checkpoint checkpoint : checkpoints(signed, origin)) {
            TileWriter restored =
                    TileWriter.restore(
                            new MerkleHasher(),
                            name -> store.get(path + "/" + name),
                            checkpoint.size(),
                            checkpoint.root());
            assertThat(restored.size()).as("G3, G9").isEqualTo(checkpoint.size());
        }
    }

    /** A checkpoint that others have seen is never taken back for a smaller one. */
    private static void requireGrowing(List<RecordingStore.Write> writes, String name, int seed) {
        long size = 0;
        for (RecordingStore.Write write : writes) {
            if (write.isDone() && write.name().equals(name)) {
                Checkpoint checkpoint = SimulatedArchiver.signed(write);
                assertThat(checkpoint.size()).as("%s, seed %d", name, seed).isGreaterThan(size);
                size = checkpoint.size();
            }
        }
    }

    private static List<Checkpoint> checkpoints(List<RecordingStore.Write> signed, String origin) {
        List<Checkpoint> checkpoints = new ArrayList<>();
        for (RecordingStore.Write write : signed) {
            Checkpoint checkpoint = SimulatedArchiver.signed(write);
            if (checkpoint.origin().equals(origin) && !checkpoints.contains(checkpoint)) {
                checkpoints.add(checkpoint);
            }
        }
        return checkpoints;
    }

    private static List<Entry> stored(EvidenceStore store) throws Exception {
        SegmentLog log = SegmentLog.open(store, SimulatedArchiver.ID);
        List<Entry> all = new ArrayList<>();
        long expected = 0;
        for (long start : log.starts()) {
            assertThat(start).as("chain of segments").isEqualTo(expected);
            Segment segment = log.segmentAt(start);
            all.addAll(segment.entries());
            expected = segment.nextOffset();
        }
        return all;
    }

    /** Roots at every size, from 0. */
    private static List<Hash> roots(List<byte[]> leaves) {
        MerkleHasher hasher = new MerkleHasher();
        CompactRange range = CompactRange.empty(hasher);
        List<Hash> roots = new ArrayList<>(List.of(Hash.of(range.root())));
        for (byte[] leaf : leaves) {
            range.append(hasher.leaf(leaf));
            roots.add(Hash.of(range.root()));
        }
        return roots;
    }
}
