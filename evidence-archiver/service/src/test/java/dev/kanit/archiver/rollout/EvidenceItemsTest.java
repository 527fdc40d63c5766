package dev.kanit.archiver.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is listed of a rollout's directory. */
final class EvidenceItemsTest {

    @TempDir private Path directory;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(directory.resolve("stages"));
        Files.writeString(directory.resolve("stages/1-1pct.json"), "{}\n");
        Files.writeString(
                directory.resolve("checks.ndjson"),
                """
                {"topic":"rollout.checks","partition":3,"offset":17,"record":{"check":"clock-drift",\
                "group":"preflight","startedAt":"2026-01-31T09:50:00Z","outcome":"PASSED"}}
                """);
        Files.writeString(
                directory.resolve("decisions.ndjson"),
                """
                {"topic":"rollout.decisions","partition":3,"offset":4,"record":{"kind":"STARTED",\
                "sequence":1,"stageName":"preparation","decidedAt":"2026-01-31T09:30:00Z"}}
                {"topic":"rollout.decisions","partition":3,"offset":9,"record":{"kind":"NIGHT_OBSERVED",\
                "sequence":31,"stageName":"100%","decidedAt":"2026-01-31T12:15:00Z"}}
                {"topic":"rollout.deci""");
    }

    @Test
    void everyRecordAndEveryOtherFileIsAnItem() throws IOException {
        assertThat(EvidenceItems.in(directory))
                .extracting(EvidenceItem::kind, EvidenceItem::what, EvidenceItem::place)
                .contains(
                        tuple("check", "preflight/clock-drift PASSED", "rollout.checks-3@17"),
                        tuple("decision", "1 STARTED (preparation)", "rollout.decisions-3@4"),
                        tuple("night", "31 NIGHT_OBSERVED (100%)", "rollout.decisions-3@9"),
                        tuple(
                                "file",
                                "stages/1-1pct.json",
                                "3 bytes, sha256 "
                                        + "ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356"))
                .hasSize(5);
    }

    @Test
    void itemsComeInTheOrderOfTime() throws IOException {
        assertThat(EvidenceItems.in(directory))
                .extracting(EvidenceItem::at)
                .isSorted()
                .contains(Instant.parse("2026-01-31T09:50:00Z"));
    }

    @Test
    void lineThatACrashCutOffIsSaidToBeCutOff() throws IOException {
        assertThat(EvidenceItems.in(directory))
                .filteredOn(item -> item.what().equals("a line cut off"))
                .hasSize(1);
    }
}
