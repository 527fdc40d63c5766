package dev.kanit.archiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.ledger.segment.Entry;
import dev.kanit.schemas.TopicCatalogue;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archiver's process is killed while records flow, and another takes its place. */
final class KilledArchiverTest {

    private static final int KILLS = 4;
    private static final EvidenceTopics TOPICS = new EvidenceTopics();

    @TempDir Path directory;

    private Path root;

    @BeforeEach
    void findRoot() {
        root = directory.resolve("evidence");
    }

    @AfterAll
    static void close() {
        TOPICS.close();
    }

    @Test
    void everyCommittedRecordIsInOneSegmentWhenTheProcessIsKilledAgainAndAgain() throws Exception {
        List<String> committed;
        try (CommittedRecords records =
                new CommittedRecords(TOPICS.settings(), TopicCatalogue.TICKS, "killed")) {
            long archived = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                Process process = launch();
                try {
                    long before = archived;
                    EvidenceTopics.await(
                            "records after the kill " + kill,
                            () -> TOPICS.archivedTo(root, TopicCatalogue.TICKS) > before + 100);
                } finally {
                    kill(process);
                }
                archived = TOPICS.archivedTo(root, TopicCatalogue.TICKS);
            }
            committed = records.end();
        }
        Process last = launch();
        try {
            EvidenceTopics.await("the rest", () -> kept().size() >= committed.size());
        } finally {
            kill(last);
        }

        assertThat(committed).hasSizeGreaterThan(KILLS * 80);
        assertThat(kept()).isEqualTo(committed);
    }

    private List<String> kept() {
        List<String> values = new ArrayList<>();
        try {
            for (Entry entry : TOPICS.archived(root, TopicCatalogue.TICKS)) {
                if (entry instanceof Entry.Kept record) {
                    values.add(new String(record.value().orElseThrow().toArray(), UTF_8));
                }
            }
        } catch (Exception unreadable) {
            throw new AssertionError(unreadable);
        }
        return values;
    }

    private static void kill(Process process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    private Process launch() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        java,
                        "-Xmx128m",
                        // It does not live long enough for more.
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes,
                        ArchiverMain.class.getName(),
                        TOPICS.cluster.bootstrapServers(),
                        TOPICS.cluster.registryUri().toString(),
                        root.toString())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(new File("target/killed-archiver.log")))
                .start();
    }
}
