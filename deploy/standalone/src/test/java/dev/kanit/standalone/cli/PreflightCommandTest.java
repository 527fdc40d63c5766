package dev.kanit.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PreflightCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path directory;

    @Test
    void everyShippedCheckPassesAgainstTheSampleTarget() throws IOException {
        Run run = preflight(CommandOutput.shippedPlan(), "--sample-target", "--json");

        JsonNode last = run.json();
        assertThat(last.path("checks"))
                .filteredOn(check -> !check.path("outcome").asText().equals("PASSED"))
                .isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(last.path("goNoGo").asText()).isEqualTo("GO");
        assertThat(last.path("passed").asInt()).isEqualTo(41);
        assertThat(last.path("checks")).hasSize(41);
        assertThat(last.path("open"))
                .extracting(JsonNode::asText)
                .containsExactly("signed-go-no-go", "commander-on-duty");
        assertThat(run.out()).contains("preflight: 10 of 10 pass", "GO: 41 passed", "OPEN");
    }

    @Test
    void failedCheckIsANoGoThatSaysWhatWasExpected() throws IOException {
        Path broken = shippedWith("/version: v1.4.0", "/version: v1.5.0");

        Run run = preflight(broken, "--sample-target", "--group", "preflight", "--json");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.json().path("goNoGo").asText()).isEqualTo("NO-GO");
        assertThat(run.json().path("failed").asInt()).isEqualTo(1);
        assertThat(run.json().path("checks")).hasSize(10);
        assertThat(run.out())
                .contains("FAIL  identity-and-time-seal", "/version = v1.4.0", "NO-GO: 9 passed");
    }

    @Test
    void failureThatPeopleMayApproveIsANoGoThatSaysSo() throws IOException {
        Path broken = shippedWith("/onCall: \">= 1\"", "/onCall: \">= 9\"");

        Run run = preflight(broken, "--sample-target", "--group", "go-no-go", "--json");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.json().path("needsApproval").asBoolean()).isTrue();
    }

    @Test
    void variablesThatAreNotOpenAreErrorsAndNoGo() throws IOException {
        Run run = preflight(CommandOutput.shippedPlan(), "--group", "red-team", "--json");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.json().path("errored").asInt()).isGreaterThan(0);
        assertThat(run.json().path("passed").asInt()).isZero();
        assertThat(run.out()).contains("${TARGET_URL} has no value");
    }

    @Test
    void planWithErrorsIsExitTwo() throws IOException {
        Path broken = shippedWith("requests: 100", "requests: many");

        Run run = preflight(broken);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).containsPattern("plan\\.yaml:\\d+:\\d+: requests: 'many'");
    }

    @Test
    void groupThatIsNotThereAndPlanWithoutChecksAreRefused() throws IOException {
        assertThat(preflight(CommandOutput.shippedPlan(), "--group", "none").err())
                .contains("no group 'none' (expected: one of preflight, blast-radius");
        Path without = directory.resolve("without.yaml");
        String text = Files.readString(CommandOutput.shippedPlan());
        Files.writeString(without, text.substring(0, text.indexOf("\napprovals:")));
        Run run = preflight(without);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("the plan has no checks to run");
    }

    private Path shippedWith(String right, String wrong) throws IOException {
        String text = Files.readString(CommandOutput.shippedPlan());
        assertThat(text).contains(right);
        return Files.writeString(directory.resolve("plan.yaml"), text.replace(right, wrong));
    }

    private static Run preflight(Path plan, String... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> arguments = new java.util.ArrayList<>();
        arguments.addAll(List.of("preflight", "--plan", plan.toString()));
        arguments.addAll(List.of(more));
        int exit =
                Kanit.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(arguments.toArray(String[]::new));
        return new Run(exit, out.toString(), err.toString());
    }

    private record Run(int exit, String out, String err) {

        JsonNode json() throws IOException {
            return JSON.readTree(out.lines().toList().getLast());
        }
    }
}
