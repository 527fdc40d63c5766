package dev.kanit.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands of an auditor, on the bundle that the release keeps. */
final class EvidenceCommandTest {

    private static final Path GOLDEN =
            Path.of("../../evidence-archiver/replay/src/test/resources/golden/0.1.0");
    private static final String BUNDLE = GOLDEN.resolve("rolled-back.evidence.zip").toString();
    private static final String POLICY = GOLDEN.resolve("trust.policy").toString();

    @TempDir private Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void verifyCountsWhatItDidAndExitsWithTheVerdict() throws IOException {
        assertThat(run("evidence", "verify", BUNDLE, "--policy", POLICY, "--json")).isEqualTo(4);
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("verdict").asText()).isEqualTo("VALID_WITH_LIMITS");
        assertThat(json.path("recordsRehashed").asInt()).isEqualTo(178);
        assertThat(json.path("proofsChecked").asInt()).isEqualTo(22);
        assertThat(json.path("signatures").size()).isEqualTo(7);
        assertThat(json.path("findings").findValuesAsText("code"))
                .containsExactly(
                        "SINGLE_SIGNER", "SELF_ASSERTED_TIME", "NO_APPROVAL", "NO_REHEARSAL");
    }

    @Test
    void verifyCallsAFlippedByteInvalid() throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(BUNDLE));
        bytes[bytes.length / 2] ^= 1;
        Path flipped = Files.write(directory.resolve("flipped.zip"), bytes);
        assertThat(run("evidence", "verify", flipped.toString())).isEqualTo(2);
        assertThat(out.toString()).startsWith("INVALID");
        assertThat(run("evidence", "replay", flipped.toString())).isEqualTo(3);
        assertThat(out.toString()).contains("EVIDENCE_INVALID");
        assertThat(run("evidence", "show", flipped.toString())).isEqualTo(2);
    }

    @Test
    void verifyCallsASomethingElseInvalidAndAMissingFileUsage() throws IOException {
        Path text = Files.writeString(directory.resolve("text.zip"), "no zip");
        assertThat(run("evidence", "verify", text.toString())).isEqualTo(2);
        assertThat(run("evidence", "verify", directory.resolve("none.zip").toString()))
                .isEqualTo(1);
        assertThat(run("evidence", "verify")).isEqualTo(1);
        assertThat(err.toString()).contains("no such file").doesNotContain("\tat ");
    }

    @Test
    void replayMatchesEveryDecision() throws IOException {
        assertThat(run("evidence", "replay", BUNDLE, "--policy", POLICY, "--json")).isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("decisions").asInt()).isEqualTo(12);
        assertThat(json.path("match").asInt()).isEqualTo(12);
        assertThat(json.path("mismatch").asInt()).isZero();
        assertThat(json.path("notReplayable").asInt()).isZero();
        assertThat(json.path("whatIf").asBoolean()).isFalse();
        assertThat(json.path("changedDecisions").isEmpty()).isTrue();
    }

    @Test
    void anotherPlanIsLabelledAsWhatIfAndSaysWhatItChanges() throws IOException {
        String shipped = Files.readString(Path.of("../plans/spark-v1.4.0.yaml"));
        Path looser =
                Files.writeString(
                        directory.resolve("looser.yaml"),
                        shipped.replace("http_5xx_ratio > 3%", "http_5xx_ratio > 50%"));
        assertThat(looser).content().isNotEqualTo(shipped);
        assertThat(run("evidence", "replay", BUNDLE, "--plan", looser.toString())).isEqualTo(2);
        assertThat(out.toString()).startsWith("what if").contains("http-5xx-critical");
    }

    @Test
    void aPlanThatIsNotSoundIsRefusedByItsLine() throws IOException {
        Path bad = Files.writeString(directory.resolve("bad.yaml"), "plan: nothing else");
        assertThat(run("evidence", "replay", BUNDLE, "--plan", bad.toString())).isEqualTo(1);
        assertThat(err.toString()).contains(":1:");
    }

    @Test
    void showTellsTheStoryAndWritesTheReportOnce() throws IOException {
        Path report = directory.resolve("report.html");
        assertThat(run("evidence", "show", BUNDLE, "--report", report.toString())).isZero();
        assertThat(out.toString()).contains("ROLLBACK to v1.3.1").contains("requested demo");
        assertThat(report).content().contains("<h1>spark-v1.4.0-errors");
        assertThat(run("evidence", "show", BUNDLE, "--report", report.toString())).isEqualTo(1);
    }

    @Test
    void reportPrintsOneOrWritesThemAllOnce() {
        assertThat(run("evidence", "report", BUNDLE, "--kind", "incident", "--language", "tr"))
                .isZero();
        assertThat(out.toString())
                .startsWith("# Olay raporu: spark-v1.4.0-errors")
                .contains("`rollout.decisions-");
        Path reports = directory.resolve("reports");
        assertThat(run("evidence", "report", BUNDLE, "--out", reports.toString())).isZero();
        assertThat(reports.resolve("rca-draft.en.html")).isNotEmptyFile();
        assertThat(run("evidence", "report", BUNDLE, "--out", reports.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("exists (expected: a new file)");
    }

    @Test
    void proveGivesTheProofOfADecision() {
        assertThat(run("evidence", "prove", BUNDLE, "11")).isZero();
        assertThat(out.toString()).startsWith("c2sp.org/tlog-proof@v1\n");
        assertThat(run("evidence", "prove", BUNDLE, "99")).isEqualTo(1);
    }

    @Test
    void listShowsWhatAnArchiveHolds() throws IOException {
        Path rollout = Files.createDirectories(directory.resolve("rollouts/shop-1"));
        Files.writeString(rollout.resolve("shop-1.evidence.zip"), "x");
        Files.createDirectories(directory.resolve("rollouts/shop-2"));
        assertThat(run("evidence", "list", "--archive", directory.toString())).isZero();
        assertThat(out.toString()).contains("shop-1 bundled").contains("shop-2 open");
        assertThat(run("evidence", "list", "--archive", directory.toString(), "shop-1")).isZero();
        assertThat(out.toString()).contains("shop-1.evidence.zip");
        assertThat(run("evidence", "list", "--archive", directory.toString(), "../x")).isEqualTo(1);
    }

    @Test
    void everyCommandOfTheIssueIsThere() {
        for (String command :
                new String[] {
                    "verify", "replay", "show", "prove", "list", "fsck", "hold", "prune", "keys",
                    "cosign"
                }) {
            assertThat(run("evidence", command, "--help")).as(command).isZero();
        }
    }

    private int run(String... arguments) {
        CommandLine line = Kanit.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
