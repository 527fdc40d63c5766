package dev.kanit.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kanit.collector.promql.Parsed;
import dev.kanit.collector.promql.PromQl;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MonitoringTest {

    /**
     * What our subset of PromQL leaves out: comparisons at the end, and whether a series is there.
     */
    private static final String COMPARISON = " (==|>|<) [0-9.]+$";

    private static final String ABSENCE = " or absent\\(\\w+\\)$";

    @TempDir private Path directory;

    @Test
    void everyQueryIsPromQl() {
        for (String query : Monitoring.all()) {
            String measured = query.replaceAll(ABSENCE, "").replaceAll(COMPARISON, "");
            assertThat(PromQl.parse(measured)).as(measured).isInstanceOf(Parsed.Query.class);
        }
    }

    @Test
    void misspeltQueriesAreNoticed() {
        assertThat(PromQl.parse("sum by (track) rate(x[1m])")).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void prometheusItselfTakesRulesSettingsAndEveryQueryOfTheDashboard() throws Exception {
        assumeTrue(isThere("promtool"), "no promtool on the path");
        Path prometheus = DeployFiles.directory("prometheus");
        promtool("check", "rules", prometheus.resolve("rules/kanit.yml").toString());
        promtool(
                "check",
                "config",
                "--syntax-only",
                prometheus.resolve("prometheus.yml").toString());

        List<Object> rules = new ArrayList<>();
        List<String> queries = Monitoring.dashboard();
        for (int i = 0; i < queries.size(); i++) {
            rules.add(Map.of("record", "dashboard:query:" + i, "expr", queries.get(i)));
        }
        Path file = directory.resolve("dashboard.yml");
        Files.writeString(
                file,
                new ObjectMapper()
                        .writeValueAsString(
                                Map.of(
                                        "groups",
                                        List.of(Map.of("name", "dashboard", "rules", rules)))));
        promtool("check", "rules", file.toString());
    }

    @Test
    void theDashboardShowsWhatARolloutIsWatchedBy() {
        Set<String> titles = new TreeSet<>();
        for (JsonNode panel : Monitoring.DASHBOARD.path("panels")) {
            titles.add(panel.path("title").asText());
            assertThat(panel.path("targets")).as(panel.path("title").asText()).isNotEmpty();
        }
        assertThat(titles)
                .contains(
                        "Latency p95",
                        "Error ratio",
                        "Connection pool",
                        "Idempotency conflicts",
                        "Risk blocks",
                        "CSP violations",
                        "WebSocket staleness p95",
                        "Outbox lag",
                        "Database connections",
                        "Error budget burn");
        assertThat(Monitoring.DASHBOARD.at("/annotations/list/0/expr").asText())
                .contains("kanit_actions_total");
    }

    /** Those of the target are in the shipped plan, whose queries run against the sample target. */
    @Test
    void metricsOfTheTargetAreThoseOfTheShippedPlan() throws IOException {
        String plan = Files.readString(DeployFiles.directory("plans").resolve("spark-v1.4.0.yaml"));
        assertThat(Monitoring.metrics())
                .filteredOn(name -> !name.startsWith("kanit_"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(plan).contains(name));
    }

    @Test
    void everyAlertSaysWhatItMeansAndHowBadItIs() {
        DeployFiles.documents(DeployFiles.directory("prometheus").resolve("rules/kanit.yml"))
                .getFirst()
                .at("/groups/0/rules")
                .forEach(
                        rule -> {
                            assertThat(rule.path("alert").asText()).startsWith("Kanit");
                            assertThat(rule.at("/labels/severity").asText())
                                    .isIn("warning", "critical");
                            assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
                        });
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private void promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of("promtool"), Stream.of(arguments))
                        .collect(Collectors.toList());
        Path said = directory.resolve("promtool.txt");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    }
}
