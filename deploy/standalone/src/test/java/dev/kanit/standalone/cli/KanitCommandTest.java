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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KanitCommandTest {

    @TempDir private Path directory;

    @Test
    void shippedPlanIsSound() {
        Run run = kanit("plan", "validate", CommandOutput.shippedPlan().toString());

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .startsWith("spark-v1.4.0: sound; ")
                .contains("(8 golden)", "5 stages", "digest ");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void everyErrorOfAPlanHasItsPlace() throws IOException {
        Path plan = directory.resolve("bad.yaml");
        Files.writeString(
                plan,
                Files.readString(CommandOutput.shippedPlan())
                        .replace("service: spark\n", "service: spark\nservices: spark\n")
                        .replace("pass: <= 200ms", "pass: <= 200parsecs"));

        Run run = kanit("plan", "validate", plan.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().toList())
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(
                        line ->
                                assertThat(line)
                                        .matches(
                                                "\\Q"
                                                        + plan
                                                        + "\\E:\\d+:\\d+: .+ \\(expected .+\\)"));
    }

    @Test
    void demoRefusesABadPlanBeforeItStartsAnything() throws IOException {
        Path plan = Files.writeString(directory.resolve("bad.yaml"), "plan: [");

        Run run = kanit("demo", "--plan", plan.toString(), "--data", directory + "/data");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith(plan + ":1:");
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void missingPlanIsOneSentence() {
        Path missing = directory.resolve("none.yaml");

        Run run = kanit("plan", "validate", missing.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err().lines())
                .containsExactly("kanit: " + missing + ": no such file (expected: a plan)");
    }

    @Test
    void directoryInPlaceOfAPlanIsOneSentence() {
        Run run = kanit("plan", "validate", directory.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err().lines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("kanit: " + directory)
                .contains("(expected: ");
    }

    @Test
    void schemaIsJson() throws IOException {
        Run run = kanit("plan", "schema");

        JsonNode schema = new ObjectMapper().readTree(run.out());
        assertThat(run.exit()).isZero();
        assertThat(schema.path("$schema").asText()).startsWith("https://json-schema.org/");
        assertThat(schema.path("properties").has("stages")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lunch", "plan cook", "demo --scenario picnic", "demo --speed fast"})
    void badUsageIsExitTwo(String line) {
        Run run = kanit(line.split(" ", -1));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).isNotBlank();
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "demo ",
                "up ",
                "plan ",
                "plan validate ",
                "plan backtest ",
                "rollout ",
                "bench ",
                "bench judge "
            })
    void everyCommandExplainsItself(String command) {
        Run run = kanit((command + "--help").split(" ", -1));

        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("Usage: kanit");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void rolloutCommandsWithoutAPlatformAreOneSentence() {
        Path token = directory.resolve("token");

        Run run = kanit("rollout", "list", "--token-file", token.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err().lines())
                .containsExactly(
                        "kanit: "
                                + token
                                + ": no such file (expected: the token of a running `kanit up`)");
    }

    private record Run(int exit, String out, String err) {}

    private static Run kanit(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit =
                Kanit.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(arguments);
        return new Run(exit, out.toString(), err.toString());
    }
}
