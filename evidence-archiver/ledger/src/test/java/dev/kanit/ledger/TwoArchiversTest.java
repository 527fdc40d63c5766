package dev.kanit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.Entry.Bytes;
import dev.kanit.ledger.segment.Entry.Kept;
import dev.kanit.ledger.segment.Segment;
import dev.kanit.ledger.store.DirectoryStore;
import dev.kanit.ledger.store.DyingStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The model of create-and-adopt, with the real log and the real directory store: two writers take
 * turns, cut their segments where they like, and die at any step of a write.
 */
final class TwoArchiversTest {

    private static final int SEEDS = 400;
    private static final int RECORDS = 60;
    private static final LogId ID = new LogId("cluster", "topic", 0);

    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    @Test
    void nothingIsLostAndNothingIsStoredTwiceWhereverTwoWritersDie() throws Exception {
        int deaths = 0;
        int adoptions = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Path root = directory.resolve("seed-" + seed);
            List<Entry> topic = topic(random);
            long end = topic.getLast().nextOffset();
            Writer one = new Writer(root, random, topic);
            Writer two = new Writer(root, random, topic);
            while (one.position() < end || two.position() < end) {
                (random.nextBoolean() ? one : two).step();
            }
            deaths += one.deaths + two.deaths;
            adoptions += one.adoptions + two.adoptions;
            assertThat(stored(root)).as("seed %d", seed).isEqualTo(topic);
            MemoryDirectory.remove(root);
        }
        assertThat(deaths).as("writers killed").isGreaterThan(SEEDS);
        assertThat(adoptions).as("segments adopted").isGreaterThan(SEEDS);
    }

    @Test
    void aWriterThatSawOtherRecordsStopsAndNamesTheOffset() throws Exception {
        var store = DirectoryStore.open(directory);
        SegmentLog one = SegmentLog.open(store, ID);
        SegmentLog two = SegmentLog.open(store, ID);
        one.append(List.of(kept(0, "a"), kept(1, "b")));

        Appended end = two.append(List.of(kept(0, "a"), kept(1, "c"), kept(2, "d")));

        assertThat(end)
                .isInstanceOfSatisfying(
                        Appended.Conflicting.class,
                        conflict ->
                                assertThat(conflict.why())
                                        .contains("00000000000000000000.ndjson.zst")
                                        .contains("the record at offset 1 differs"));
        assertThat(two.nextOffset()).isZero();
    }

    @Test
    void aRecordThatTheWinnerLeftOutIsAConflict() throws Exception {
        var store = DirectoryStore.open(directory);
        SegmentLog one = SegmentLog.open(store, ID);
        SegmentLog two = SegmentLog.open(store, ID);
        one.append(List.of(kept(0, "a"), kept(2, "c")));

        assertThat(two.append(List.of(kept(0, "a"), kept(1, "b"), kept(2, "c"))))
                .isInstanceOf(Appended.Conflicting.class);
    }

    @Test
    void aGapOfAWriterThatCameTooLateGivesWayToTheRecords() throws Exception {
        var store = DirectoryStore.open(directory);
        SegmentLog one = SegmentLog.open(store, ID);
        SegmentLog late = SegmentLog.open(store, ID);
        one.append(List.of(kept(0, "a"), kept(1, "b")));

        assertThat(late.append(List.of(new Entry.Gap(0, 2, "retention"), kept(2, "c"))))
                .isEqualTo(new Appended.Adopted(2));
    }

    private List<Entry> stored(Path root) throws Exception {
        SegmentLog log = SegmentLog.open(DirectoryStore.open(root), ID);
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

    /** Offsets have holes, as transactions leave them. */
    private static List<Entry> topic(Random random) {
        List<Entry> topic = new ArrayList<>();
        long offset = 0;
        for (int i = 0; i < RECORDS; i++) {
            offset += random.nextInt(5) == 0 ? 2 : 1;
            topic.add(kept(offset, "value " + random.nextInt()));
        }
        return topic;
    }

    private static Kept kept(long offset, String value) {
        return new Kept(
                offset,
                offset,
                Optional.empty(),
                Bytes.of(value.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                List.of());
    }

    /** An archiver: reads the topic from the archive's position, and is reborn when it dies. */
    private static final class Writer {

        private final Path root;
        private final Random random;
        private final List<Entry> topic;
        private SegmentLog log;
        int deaths;
        int adoptions;

        Writer(Path root, Random random, List<Entry> topic) throws Exception {
            this.root = root;
            this.random = random;
            this.topic = topic;
            this.log = born();
        }

        private SegmentLog born() throws Exception {
            return SegmentLog.open(DyingStore.in(root, random, 0.08), ID);
        }

        long position() {
            return log.nextOffset();
        }

        void step() throws Exception {
            List<Entry> next =
                    topic.stream()
                            .filter(entry -> entry.firstOffset() >= log.nextOffset())
                            .limit(1 + random.nextInt(9))
                            .toList();
            if (next.isEmpty()) {
                return;
            }
            try {
                switch (log.append(next)) {
                    case Appended.Stored _ -> {}
                    case Appended.Adopted _ -> adoptions++;
                    case Appended.Conflicting(String why) -> throw new AssertionError(why);
                }
            } catch (DyingStore.Killed _) {
                deaths++;
                log = born();
            } catch (IOException unexpected) {
                throw new AssertionError(unexpected);
            }
        }
    }
}
