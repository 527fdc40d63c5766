package dev.kanit.ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.NoteKey;
import dev.kanit.ledger.note.NoteSigner;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.store.DyingStore;
import dev.kanit.ledger.store.EvidenceStore;
import dev.kanit.ledger.store.InterruptedStore;
import dev.kanit.ledger.store.RecordingStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * An archiver that dies at any step of a write and is born again from what is stored. Right before
 * a write its rival may take a turn, so that what it looked at is no longer so. Tiles that it began
 * to write beside other work are written between its acts, before any of its writes, when it needs
 * them, or never. The disk refuses a step now and then, which nobody dies of.
 */
final class SimulatedArchiver {

    static final LogId ID = new LogId("cluster", "topic", 0);
    private static final double CHANCE_OF_DYING = 0.01;
    private static final double CHANCE_OF_REFUSAL = 0.004;

    private final Random random;
    private final DyingStore.Life life;
    private final HeldBack behind = new HeldBack();
    private final List<Entry> topic;
    private final EvidenceStore store;
    private final CheckpointSigner signer;
    private final List<NoteKey> partitionKeys;
    private final List<NoteKey> headsKeys;
    private PartitionLog partition;
    private HeadsLog heads;
    private Optional<SimulatedArchiver> rival = Optional.empty();
    private boolean isActing;
    int deaths;
    int deathsWhileBehind;
    int refusals;
    int writesBehind;
    int interruptions;
    int adoptions;
    int signatures;

    /**
     * @param signed gets every checkpoint that is signed
     * @param stored gets every write to the common store
     * @param other key of the other archiver, whose checkpoints are believed
     */
    SimulatedArchiver(
            Path root,
            String name,
            Random random,
            List<Entry> topic,
            NoteSigner key,
            NoteSigner other,
            List<RecordingStore.Write> signed,
            List<RecordingStore.Write> stored)
            throws Exception {
        this.random = random;
        this.life = new DyingStore.Life(random, CHANCE_OF_DYING, CHANCE_OF_REFUSAL);
        this.topic = topic;
        this.store =
                new InterruptedStore(
                        new RecordingStore(DyingStore.in(root.resolve("store"), life), stored::add),
                        this::letOthersAct);
        this.signer =
                new CheckpointSigner(
                        key,
                        new RecordingStore(
                                DyingStore.in(root.resolve(name), life),
                                write -> {
                                    signed.add(write);
                                    requireDurable(root.resolve("store"), write);
                                }));
        this.partitionKeys = List.of(other.named(ID.origin()).key());
        this.headsKeys = List.of(other.named(LogId.headsOrigin(ID.clusterId())).key());
        this.partition = PartitionLog.open(store, ID, signer, partitionKeys);
        this.heads = HeadsLog.open(store, ID.clusterId(), signer, headsKeys);
    }

    boolean isDone() {
        return partition.nextOffset() >= topic.getLast().nextOffset();
    }

    void meet(SimulatedArchiver other) {
        rival = Optional.of(other);
    }

    /** Promise G3: when a signature is given, each file that it is about has its name. */
    private static void requireDurable(Path store, RecordingStore.Write signature) {
        Checkpoint checkpoint = signed(signature);
        Path tree =
                store.resolve(
                        checkpoint.origin().equals(ID.origin())
                                ? ID.path()
                                : LogId.headsPath(ID.clusterId()));
        assertThat(TreeFiles.of(checkpoint.size()))
                .as("G3: files of %s when size %d is signed", tree, checkpoint.size())
                .allMatch(file -> Files.exists(tree.resolve(file)));
    }

    /** What is signed for by this write into the memory of a key. */
    static Checkpoint signed(RecordingStore.Write write) {
        try {
            return Checkpoint.of(SignedNote.parse(write.content().getBytes(ISO_8859_1)));
        } catch (MalformedNoteException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void letOthersAct() {
        letBehindAct();
        letRivalAct();
    }

    private void letBehindAct() {
        if (behind.isBehind() && random.nextInt(8) == 0) {
            writesBehind++;
            behind.release();
        }
    }

    private void letRivalAct() {
        if (rival.isEmpty() || rival.get().isActing || random.nextInt(10) > 0) {
            return;
        }
        interruptions++;
        try {
            for (int turns = 1 + random.nextInt(4); turns > 0; turns--) {
                rival.get().step();
            }
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    void step() throws Exception {
        isActing = true;
        try {
            letBehindAct();
            if (behind.isBehind() && random.nextInt(8) == 0) {
                life.end();
            } else {
                act();
            }
        } catch (DyingStore.Refused _) {
            refusals++;
        } catch (DyingStore.Killed _) {
            assertThat(life.isOver()).as("who dies is dead").isTrue();
        } finally {
            isActing = false;
        }
        if (life.isOver()) {
            beBornAgain();
        }
    }

    private void act() throws Exception {
        switch (random.nextInt(5)) {
            case 0 -> {
                append();
                partition.beginFinished(behind);
            }
            case 1 -> publish();
            case 2 -> partition.writeFinished();
            case 3 -> partition.beginFinished(behind);
            default -> publishHeads();
        }
    }

    /** Also when the other thread died: what it died of is told to nobody who does not ask. */
    private void beBornAgain() throws Exception {
        deaths++;
        deathsWhileBehind += behind.isBehind() ? 1 : 0;
        behind.forget();
        life.beginAnew();
        partition = PartitionLog.open(store, ID, signer, partitionKeys);
        heads = HeadsLog.open(store, ID.clusterId(), signer, headsKeys);
    }

    private void append() throws Exception {
        long next = partition.nextOffset();
        List<Entry> entries = new ArrayList<>();
        if (random.nextInt(4) == 0) {
            entries.add(new Entry.Disposition(next, next / 2, "90 days", 1));
        }
        topic.stream()
                .filter(entry -> entry.firstOffset() >= next)
                .limit(1 + random.nextInt(40))
                .forEach(entries::add);
        if (entries.isEmpty() || entries.getLast() instanceof Entry.Disposition) {
            return;
        }
        switch (partition.append(entries)) {
            case Appended.Stored _ -> {}
            case Appended.Adopted _ -> adoptions++;
            case Appended.Conflicting(String why) -> throw new AssertionError(why);
        }
    }

    private void publish() throws Exception {
        switch (partition.publish()) {
            case Published.Signed _ -> signatures++;
            case Published.Unchanged _, Published.Empty _ -> {}
            case Published.Refused(String why) -> throw new AssertionError(why);
        }
    }

    private void publishHeads() throws Exception {
        var checkpoint = partition.tree().checkpoint();
        if (checkpoint.isPresent()) {
            SignedNote note = checkpoint.get();
            heads.add(List.of(Checkpoint.of(note)));
        }
        if (heads.publish() instanceof Published.Refused(String why)) {
            throw new AssertionError(why);
        }
    }
}
