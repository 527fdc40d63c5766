package dev.kanit.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.archiver.rollout.EvidenceItem;
import dev.kanit.archiver.rollout.EvidenceItems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped plan from T-30 into its first night, at which the outbox falls behind: no golden
 * signal sees it, and no trigger.
 */
final class FirstNightDemoTest {

    private static final int ENOUGH_EVIDENCE = 50;

    @TempDir private static Path directory;

    private static final List<String> said = new CopyOnWriteArrayList<>();
    private static DemoResult result;

    @BeforeAll
    static void run() throws Exception {
        Path home = Path.of(System.getProperty("kanit.home", "../.."));
        String plan = Files.readString(home.resolve("deploy/plans/spark-v1.4.0.yaml"));
        result =
                new Demo(
                                new DemoOptions(
                                        "backlog",
                                        Through.FIRST_NIGHT,
                                        unhurried(plan),
                                        120,
                                        5,
                                        directory,
                                        2_400,
                                        Duration.ofMinutes(2)),
                                said::add)
                        .run();
    }

    /** Short stages; and a busy machine must not fail the release for how it answers probes. */
    private static String unhurried(String plan) {
        return plan.replace("p95: < 500ms", "p95: < 5000ms")
                .replace("bake: 15m", "bake: 5m")
                .replace("bake: 30m", "bake: 5m");
    }

    @Test
    void criticalConditionOfTheNightRollsBackInItsFirstHours() {
        assertThat(result.outcome()).as(String.join("\n", said)).isEqualTo("ROLLED_BACK");
        assertThat(result.trigger()).isEqualTo("NIGHT_CRITICAL");
        assertThat(result.stagesPassed()).isEqualTo(5);
        assertThat(result.ritual().firstNight()).isEqualTo("ROLLED_BACK");
        assertThat(said).anyMatch(line -> line.contains("outbox_lag_p99 < 10s"));
    }

    @Test
    void everyCheckPassedBeforeTheFirstStage() {
        assertThat(result.ritual().checksTotal()).isEqualTo(43);
        assertThat(result.ritual().checksPassed()).isEqualTo(43);
        assertThat(result.ritual().goNoGo()).isEqualTo("GO");
    }

    @Test
    void nightIsToldInPlanTimeWithItsBurnRates() {
        assertThat(result.ritual().nightSnapshots()).isGreaterThanOrEqualTo(8);
        assertThat(result.ritual().burn1h()).isPresent();
        assertThat(result.ritual().burn6h()).isPresent();
        assertThat(result.ritual().burn24h()).isPresent();
        assertThat(said)
                .anyMatch(line -> line.startsWith("T-30") && line.contains("freeze"))
                .anyMatch(line -> line.contains("night") && line.contains("burn 1h "));
    }

    @Test
    void evidenceIsListedAndCounted() throws IOException {
        List<EvidenceItem> items = EvidenceItems.in(result.evidenceDir());
        assertThat(items).hasSizeGreaterThanOrEqualTo(ENOUGH_EVIDENCE);
        assertThat(result.ritual().evidenceItems()).isBetween(ENOUGH_EVIDENCE, items.size());
        assertThat(items)
                .extracting(EvidenceItem::kind)
                .contains("check", "decision", "night", "command", "action", "alert", "file");
        assertThat(items)
                .extracting(EvidenceItem::what)
                .contains("preflight/clock-drift PASSED", "war-room.log", "stages/5-100pct.json");
    }
}
