package dev.kanit.bench.judge.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.bench.judge.BenchSettings;
import dev.kanit.bench.judge.JudgeBench;
import dev.kanit.bench.judge.JudgeFigures;
import dev.kanit.bench.judge.trace.Half;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReportTest {

    private final JudgeFigures figures;

    ReportTest() throws Exception {
        BenchSettings.Size tiny = new BenchSettings.Size(3, 2, 3, 2, 20);
        figures =
                new JudgeBench(
                                new BenchSettings(Optional.empty(), Half.REPORTED, 5, tiny, 2),
                                _ -> {})
                        .run();
    }

    @Test
    void jsonHasTheKeysThatItsReadersKnow() {
        Map<String, Object> json = JsonFigures.of(figures);

        assertThat(json)
                .containsKeys(
                        "falseRollback",
                        "sharedIncident",
                        "transient",
                        "scenarios",
                        "peers",
                        "nanosPerTick",
                        "bytesPerSignal",
                        "logDigest",
                        "goals");
        assertThat(json.get("scenarios"))
                .asString()
                .contains("p95-p99-x1.5={ar-0.5={detected=", "medianTicks=", "p90Ticks=");
        assertThat(json.get("peers"))
                .asString()
                .contains("kayenta={", "kayenta-critical={", "flagger={", "argo-rollouts={");
        assertThat(json.get("bytesPerSignal")).isEqualTo(358.0);
    }

    @Test
    void everyGoalHasAResultAndEveryMissACause() {
        for (Goal goal : Goals.of(figures)) {
            assertThat(goal.measured()).as(goal.name()).isNotBlank();
            assertThat(goal.cause().isEmpty()).as(goal.name()).isEqualTo(goal.met());
        }
    }

    @Test
    void pageIsFilledAndItsChartsAreWellFormed(@TempDir Path directory) throws Exception {
        Path page = directory.resolve("judge.md");

        new Page(figures).write(page);

        assertThat(Files.readString(page))
                .doesNotContain("{{")
                .contains("| a-a |", "judge-false-rollbacks.svg", figures.logDigest());
        for (String chart : Charts.of(figures).keySet()) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(directory.resolve(chart).toFile());
        }
    }

    @Test
    void wordsSayThatAMissIsNoFailure() {
        assertThat(Words.of(figures))
                .contains("synthetic sets only", "the exit code is 0 all the same");
    }
}
