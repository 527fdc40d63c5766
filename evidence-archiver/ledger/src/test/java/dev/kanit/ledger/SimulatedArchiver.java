package dev.kanit.ledger;

import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.NoteKey;
import dev.kanit.ledger.note.NoteSigner;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.store.DyingStore;
import dev.kanit.ledger.store.EvidenceStore;
import dev.kanit.ledger.store.InterruptedStore;
import dev.kanit.ledger.store.RecordingStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * An archiver that dies at any step of a write and is born again from what is stored. Right before
 * a write its rival may take a turn, so that what it looked at is no longer so.
 */
final class SimulatedArchiver {

    static final LogId ID = new LogId("cluster", "topic", 0);
    private static final double CHANCE_OF_DYING = 0.01;

    private final Random random;
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
        this.topic = topic;
        this.store =
                new InterruptedStore(
                        new RecordingStore(
                                DyingStore.in(root.resolve("store"), random, CHANCE_OF_DYING),
                                stored),
                        this::letRivalAct);
        this.signer =
                new CheckpointSigner(
                        key,
                        new RecordingStore(
                                DyingStore.in(root.resolve(name), random, CHANCE_OF_DYING),
                                signed));
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
            switch (random.nextInt(5)) {
                case 0 -> append();
                case 1 -> publish();
                case 2 -> partition.writeFinished();
                case 3 -> partition.beginFinished(Runnable::run);
                default -> publishHeads();
            }
        } catch (DyingStore.Killed _) {
            deaths++;
            partition = PartitionLog.open(store, ID, signer, partitionKeys);
            heads = HeadsLog.open(store, ID.clusterId(), signer, headsKeys);
        } finally {
            isActing = false;
        }
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
