package dev.kanit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.NoteSigner;
import dev.kanit.ledger.note.SignatureType;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.store.DirectoryStore;
import dev.kanit.ledger.store.EvidenceStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two archivers with one key and one memory, of which one is behind. */
final class SharedMemoryTest {

    private static final LogId ID = new LogId("c", "t", 0);

    @TempDir Path directory;

    @Test
    void whoeverIsBehindFinishesWhatTheOtherHasSignedAndNotPublished() throws Exception {
        EvidenceStore store = DirectoryStore.open(directory.resolve("store"));
        EvidenceStore memory = DirectoryStore.open(directory.resolve("memory"));
        CheckpointSigner signer =
                new CheckpointSigner(NoteSigner.generate("kanit", SignatureType.ED25519), memory);
        List<Entry> topic = SimulatedTopic.of(new Random(1), 20);
        PartitionLog behind = PartitionLog.open(store, ID, signer, List.of());
        PartitionLog ahead = PartitionLog.open(store, ID, signer, List.of());
        assertThat(ahead.append(topic.subList(0, 10))).isInstanceOf(Appended.Stored.class);
        assertThat(behind.append(topic.subList(0, 10))).isInstanceOf(Appended.Adopted.class);
        assertThat(ahead.append(topic.subList(10, 20))).isInstanceOf(Appended.Stored.class);
        assertThat(ahead.publish()).isInstanceOf(Published.Signed.class);
        byte[] checkpoint = store.get(ID.path() + "/checkpoint").orElseThrow();
        store.delete(ID.path() + "/checkpoint");

        assertThat(behind.publish()).isEqualTo(new Published.Signed(SignedNote.parse(checkpoint)));
        assertThat(Checkpoint.of(behind.tree().checkpoint().orElseThrow()).size()).isEqualTo(20);
    }

    @Test
    void aLostMemoryIsToldFromANewKey() throws Exception {
        EvidenceStore store = DirectoryStore.open(directory.resolve("store"));
        NoteSigner key = NoteSigner.generate("kanit", SignatureType.ED25519);
        CheckpointSigner signer =
                new CheckpointSigner(key, DirectoryStore.open(directory.resolve("memory")));
        PartitionLog log = PartitionLog.open(store, ID, signer, List.of());
        assertThat(log.append(SimulatedTopic.of(new Random(1), 20)))
                .isInstanceOf(Appended.Stored.class);
        assertThat(log.publish()).isInstanceOf(Published.Signed.class);
        byte[] checkpoint = store.get(ID.path() + "/checkpoint").orElseThrow();
        EvidenceStore lost = DirectoryStore.open(directory.resolve("lost"));
        NoteSigner next = NoteSigner.generate("kanit", SignatureType.ED25519);

        assertThat(signer.hasForgotten(ID.origin(), checkpoint)).isFalse();
        assertThat(new CheckpointSigner(key, lost).hasForgotten(ID.origin(), checkpoint)).isTrue();
        assertThat(new CheckpointSigner(next, lost).hasForgotten(ID.origin(), checkpoint))
                .isFalse();
    }
}
