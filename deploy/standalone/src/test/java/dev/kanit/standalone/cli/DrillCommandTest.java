package dev.kanit.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kanit.sampletarget.SampleTarget;
import dev.kanit.sampletarget.SampleTargetOptions;
import dev.kanit.sampletarget.Scenario;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.standalone.platform.Platform;
import dev.kanit.standalone.platform.PlatformOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DrillCommandTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path directory;

    @Test
    void drillLeavesItsRecordAndTouchesNothing() throws Exception {
        Path data = directory.resolve("data");
        try (SampleTarget sample =
                        SampleTarget.start(
                                new SampleTargetOptions(Scenario.HEALTHY, 1, 50, "v1", "v2"));
                Platform platform = Platform.start(PlatformOptions.in(data), _ -> {})) {
            double weight = sample.weightPercent();

            Run run = drill(plan(sample), "--data", data.toString());

            assertThat(run.err()).isEmpty();
            assertThat(run.out()).contains("drill: nothing was touched");
            assertThat(run.out())
                    .contains("kill switch: none: the HTTP actuator has no kill switch");
            String name = run.out().lines().toList().getLast().replace("drill: recorded as ", "");
            assertThat(name).startsWith("drill-rehearsal-");
            Path kept =
                    platform.evidenceDirectory().resolve("rollouts/" + name + "/actions.ndjson");
            List<JsonNode> records = awaitSix(kept);
            assertThat(records).allMatch(one -> one.path("record").path("dryRun").asBoolean());
            assertThat(records)
                    .extracting(one -> one.path("record").path("step").asText())
                    .startsWith("stop-canary")
                    .endsWith("verify-baseline");
            assertThat(sample.weightPercent()).isEqualTo(weight);
            // Nobody's rollout, and nobody's mistake: no decision, no dead letter.
            assertThat(records(platform, TopicCatalogue.DEAD_LETTERS)).isZero();
            assertThat(records(platform, TopicCatalogue.DECISIONS)).isZero();
        }

        try (SampleTarget sample =
                SampleTarget.start(new SampleTargetOptions(Scenario.HEALTHY, 1, 50, "v1", "v2"))) {
            Run stopped = drill(plan(sample), "--data", data.toString());
            assertThat(stopped.exit()).isEqualTo(1);
            assertThat(stopped.err())
                    .startsWith("kanit: the drill was not recorded: ")
                    .hasLineCount(1);
            assertThat(drill(plan(sample)).out()).contains("drill: not recorded");
        }
    }

    private Path plan(SampleTarget sample) throws IOException {
        return Files.writeString(
                directory.resolve("plan.yaml"),
                """
                plan: rehearsal
                hypothesis: v2 is no worse than v1
                service: shop
                from: v1
                to: v2
                actuator: {http: {url: "SWITCH"}}
                source: {push: {every: 1s}}
                signals:
                  latency: {unit: ms, query: 'latency{track="$track"}', pass: "<= 200ms"}
                stages:
                  - {weight: 100%, bake: 10m}
                watch: 1h
                """
                        .replace("SWITCH", sample.routerUri().toString()));
    }

    private static List<JsonNode> awaitSix(Path file) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            try {
                if (Files.exists(file) && Files.readAllLines(file).size() == 6) {
                    List<JsonNode> records = new java.util.ArrayList<>();
                    for (String line : Files.readAllLines(file)) {
                        records.add(JSON.readTree(line));
                    }
                    return records;
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        throw new AssertionError(file + ": not six records within " + LIMIT);
    }

    private static long records(Platform platform, String topic) throws Exception {
        long records = 0;
        try (Admin admin = Admin.create(platform.clientSettings())) {
            for (int partition = 0; partition < TopicCatalogue.DEFAULT_PARTITIONS; partition++) {
                TopicPartition one = new TopicPartition(topic, partition);
                records +=
                        admin.listOffsets(java.util.Map.of(one, OffsetSpec.latest()))
                                .partitionResult(one)
                                .get()
                                .offset();
            }
        }
        return records;
    }

    private record Run(int exit, String out, String err) {}

    private static Run drill(Path plan, String... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] arguments = new String[3 + more.length];
        arguments[0] = "drill";
        arguments[1] = "--plan";
        arguments[2] = plan.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        int exit =
                Kanit.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(arguments);
        return new Run(exit, out.toString(), err.toString());
    }
}
