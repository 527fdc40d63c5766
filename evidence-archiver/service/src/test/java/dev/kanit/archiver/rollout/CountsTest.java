package dev.kanit.archiver.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.ledger.LogId;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CountsTest {

    private static final LogId LOG = new LogId("c", "t1", 0);

    @TempDir Path directory;

    private Path file;

    @BeforeEach
    void findFile() {
        file = directory.resolve("counts.json");
    }

    @Test
    void anArchiveThatHoldsWhatTheClosingRecordSaysMatches() throws Exception {
        Counts counts = Counts.open(file);
        counts.count("rollout.signals", LOG, new long[] {1, 2, 3});
        counts.closing("rollout.signals=3,rollout.ticks=0");
        counts.write();

        assertThat(file).content().contains("\"verdict\" : \"MATCH\"").doesNotContain("missing");
    }

    @Test
    void whatIsMissingIsNamedUntilItArrives() throws Exception {
        Counts early = Counts.open(file);
        early.closing("rollout.signals=3,rollout.alerts=1");
        early.count("rollout.signals", LOG, new long[] {1, 2});
        early.write();
        assertThat(file)
                .content()
                .contains("\"verdict\" : \"MISMATCH\"")
                .contains("\"rollout.signals\" : 1")
                .contains("\"rollout.alerts\" : 1");

        Counts late = Counts.open(file);
        late.count("rollout.signals", LOG, new long[] {2, 5});
        late.count("rollout.alerts", new LogId("c", "t2", 0), new long[] {0});
        late.write();

        assertThat(file).content().contains("\"verdict\" : \"MATCH\"");
    }

    @Test
    void aTopicThatWasMadeAgainCountsFromItsOwnBeginning() throws Exception {
        Counts counts = Counts.open(file);
        counts.count("rollout.signals", LOG, new long[] {7, 8});
        counts.count("rollout.signals", new LogId("c", "t9", 0), new long[] {0, 1});
        counts.closing("rollout.signals=4");
        counts.write();

        assertThat(file).content().contains("rollout.signals@t9").contains("\"MATCH\"");
    }
}
