package dev.kanit.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kanit.ledger.bundle.BundleContent;
import dev.kanit.ledger.bundle.BundleVerifier;
import dev.kanit.ledger.bundle.Verdict;
import dev.kanit.ledger.bundle.Verification;
import dev.kanit.ledger.note.TrustPolicy;
import dev.kanit.replay.DecisionCheck;
import dev.kanit.replay.RecordedRollout;
import dev.kanit.replay.Replay;
import dev.kanit.replay.ReplayReport;
import dev.kanit.standalone.testing.Listeners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** One storm, from the first weight to the last step of the rollback. */
final class DemoTest {

    private static final long SOON_MILLIS = 2_000;
    private static final int GOLDEN_SIGNALS = 8;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private static Path directory;

    private static final List<String> said = new CopyOnWriteArrayList<>();
    private static Set<Integer> listeningBefore;
    private static Set<Integer> listeningAfter;
    private static DemoResult result;

    @BeforeAll
    static void run() throws IOException, InterruptedException, ExecutionException {
        Path home = Path.of(System.getProperty("kanit.home", "../.."));
        String plan = Files.readString(home.resolve("deploy/plans/spark-v1.4.0.yaml"));
        listeningBefore = Listeners.areKnown() ? Listeners.ports() : Set.of();
        result =
                new Demo(
                                new DemoOptions(
                                        "storm",
                                        Through.LAST_STAGE,
                                        plan,
                                        120,
                                        1,
                                        directory,
                                        2_400,
                                        Duration.ofMinutes(2)),
                                said::add)
                        .run();
        listeningAfter = Listeners.areKnown() ? Listeners.ports() : Set.of();
    }

    @Test
    void stormIsRolledBackOnceByItsTrigger() {
        assertThat(result.outcome()).isEqualTo("ROLLED_BACK");
        assertThat(result.trigger()).isEqualTo("csp-violation-storm");
        assertThat(result.rollbacks()).isEqualTo(1);
        assertThat(result.stage()).isEqualTo(3);
        assertThat(result.stagesPassed()).isEqualTo(2);
        assertThat(result.dataPoints()).isEqualTo(2 * GOLDEN_SIGNALS);
        assertThat(result.oneLiner()).contains("rollback=1", "csp-violation-storm");
    }

    @Test
    void canaryIsWithoutTrafficWithinTwoSecondsOfTheBreach() {
        assertThat(result.breachToDecisionMillis()).isPresent();
        assertThat(result.breachToDecisionMillis().getAsLong()).isBetween(0L, SOON_MILLIS);
        assertThat(result.decisionToTrafficZeroMillis()).isPresent();
        assertThat(result.decisionToTrafficZeroMillis().getAsLong()).isBetween(0L, SOON_MILLIS);
    }

    @Test
    void decisionsOnDiskAreDenseAndTellTheStory() throws IOException {
        List<JsonNode> decisions = records("decisions.ndjson");

        assertThat(decisions)
                .extracting(one -> one.path("sequence").asLong())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, decisions.size()).boxed().toList());
        assertThat(decisions)
                .extracting(one -> one.path("kind").asText())
                .startsWith("STARTED")
                .containsSubsequence("ATTESTED", "GO", "STAGE_ENTERED", "STAGE_BEGAN")
                .containsOnlyOnce("ROLLBACK_ORDERED")
                .endsWith("ROLLED_BACK");
    }

    @Test
    void theBundleOfTheRollbackVerifiesByThePolicyAndReplays() throws Exception {
        TrustPolicy policy =
                TrustPolicy.parse(Files.readAllBytes(directory.resolve("trust.policy")));
        Verification verification =
                BundleVerifier.verify(result.evidenceBundle().orElseThrow(), Optional.of(policy));
        assertThat(verification.verdict())
                .as(verification.findings().toString())
                .isEqualTo(Verdict.VALID_WITH_LIMITS);
        BundleContent content = verification.content().orElseThrow();
        RecordedRollout rollout = RecordedRollout.of(verification.rollout().orElseThrow(), content);
        assertThat(DecisionCheck.of(rollout, content.plan(), false)).isEmpty();
        ReplayReport report = Replay.of(rollout);
        assertThat(report.changedDecisions()).isEmpty();
        assertThat(report.match()).isEqualTo(records("decisions.ndjson").size());
    }

    @Test
    void warRoomHasTheMinuteOfTheRollback() throws IOException {
        List<String> lines = Files.readAllLines(result.evidenceDir().resolve("war-room.log"));

        assertThat(lines.getFirst()).startsWith("UTC | stage");
        assertThat(lines).anyMatch(line -> line.contains("ROLLBACK csp-violation-storm"));
        assertThat(said).anyMatch(line -> line.contains("ROLLBACK csp-violation-storm"));
    }

    @Test
    void eachPassedStageHasItsEightSignals() throws IOException {
        List<Path> stages;
        try (Stream<Path> files = Files.list(result.evidenceDir().resolve("stages"))) {
            stages = files.sorted().toList();
        }

        assertThat(stages)
                .extracting(file -> file.getFileName().toString())
                .containsExactly("1-1pct.json", "2-5pct.json");
        for (Path stage : stages) {
            JsonNode signals = JSON.readTree(stage.toFile()).path("signals");
            assertThat(signals).hasSize(GOLDEN_SIGNALS);
            assertThat(signals)
                    .allSatisfy(one -> assertThat(one.path("verdict").asText()).isEqualTo("PASS"));
        }
    }

    @Test
    void rollbackTookItsSixSteps() throws IOException {
        List<JsonNode> steps =
                records("actions.ndjson").stream()
                        .filter(one -> one.path("kind").asText().equals("ROLL_BACK"))
                        .toList();

        assertThat(steps)
                .extracting(one -> one.path("step").asText())
                .containsExactly(
                        "stop-canary",
                        "restore-version",
                        "check-compatibility",
                        "restart",
                        "verify-health",
                        "verify-baseline");
        assertThat(steps).extracting(one -> one.path("outcome").asText()).containsOnly("APPLIED");
        assertThat(steps.getLast().path("finished").asBoolean()).isTrue();
    }

    @Test
    @EnabledIf("dev.kanit.standalone.testing.Listeners#areKnown")
    void nothingListensAnyMore() {
        assertThat(listeningAfter).isEqualTo(listeningBefore);
    }

    private static List<JsonNode> records(String file) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        for (String line : Files.readAllLines(result.evidenceDir().resolve(file))) {
            records.add(JSON.readTree(line).path("record"));
        }
        return records;
    }
}
