package dev.kanit.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kanit.ledger.bundle.BundleVerifier;
import dev.kanit.ledger.bundle.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A changed plan against the bundles that the release keeps: one rolled back, one completed. */
final class PlanBacktestCommandTest {

    private static final Path GOLDEN =
            Path.of("../../evidence-archiver/replay/src/test/resources/golden/0.1.0");
    private static final String ROLLED_BACK = "rolled-back.evidence.zip";
    private static final String COMPLETED = "completed.evidence.zip";

    @TempDir private Path directory;
    private Path bundles = Path.of("");

    @BeforeEach
    void pastRollouts() throws IOException {
        bundles = Files.createDirectory(directory.resolve("bundles"));
        for (String name : new String[] {ROLLED_BACK, COMPLETED}) {
            Files.copy(GOLDEN.resolve(name), bundles.resolve(name));
        }
    }

    @Test
    void theSamePlanChangesNothing() throws IOException {
        Run run = backtest(planOf(ROLLED_BACK, "", ""), "--json");

        assertThat(run.exit()).isZero();
        assertThat(run.out().lines()).hasSize(1);
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.path("bundles").asInt()).isEqualTo(2);
        assertThat(json.path("applicable").asInt()).isOne();
        assertThat(json.path("changedDecisions").asInt()).isZero();
        assertThat(json.path("falseRollbacks").asInt()).isZero();
        assertThat(json.path("misses").asInt()).isZero();
        assertThat(json.path("medianSecondsGained").asDouble(-1)).isZero();
        assertThat(json.path("invalid")).isEmpty();
        assertThat(json.path("notApplicable").path(0).path("bundle").asText()).isEqualTo(COMPLETED);
        JsonNode rollout = json.path("rollouts").path(0);
        assertThat(rollout.path("label").asText()).isEqualTo("bad");
        assertThat(rollout.path("then").path("phase").asText()).isEqualTo("rolled-back");
        assertThat(rollout.path("now").path("cause").asText()).isEqualTo("http-5xx-critical");
        assertThat(rollout.path("reproduced").asBoolean()).isTrue();
        assertThat(rollout.path("changedDecisions").asInt()).isZero();
        assertThat(rollout.path("secondsGained").asDouble(-1)).isZero();
        assertThat(backtest(planOf(COMPLETED, "", "")).exit()).isZero();
    }

    @Test
    void aStricterLimitRollsBackTheCompletedOne() throws IOException {
        Path stricter = stricter();

        Run run = backtest(stricter);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out())
                .contains("FALSE ROLLBACK", "1 false rollbacks (1 new), 0 misses", "verdict: WORSE")
                .contains("Inputs end where the recorded rollout ended");
    }

    @Test
    void withoutItsTriggerTheRolledBackOneIsMissed() throws IOException {
        Run run = backtest(withoutTrigger());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out())
                .contains("MISS", "0 false rollbacks (0 new), 1 misses (1 new)")
                .contains("no more:", "http-5xx-critical");
    }

    @Test
    void labelsTurnItRound() throws IOException {
        Path alarm = labels(ROLLED_BACK + ",good");
        Run missed = backtest(withoutTrigger(), "--labels", alarm.toString());
        assertThat(missed.exit()).isZero();
        assertThat(missed.out()).contains("PUT RIGHT").doesNotContain("label of no bundle");

        Path bad = labels("rollout,label\n" + COMPLETED + ",bad\nnobody,good");
        Run rolledBack = backtest(stricter(), "--labels", bad.toString());
        assertThat(rolledBack.exit()).isZero();
        assertThat(rolledBack.out()).contains("PUT RIGHT", "label of no bundle here: nobody");
    }

    @Test
    void aBundleThatCannotBeUsedIsNamed() throws IOException {
        byte[] bytes = Files.readAllBytes(bundles.resolve(COMPLETED));
        bytes[bytes.length / 2] ^= 1;
        Files.write(bundles.resolve(COMPLETED), bytes);
        Files.createDirectory(bundles.resolve("folder.evidence.zip"));
        Files.copy(bundles.resolve(ROLLED_BACK), bundles.resolve("twice.evidence.zip"));

        Run run = backtest(planOf(ROLLED_BACK, "", ""));

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out())
                .contains("unusable: " + COMPLETED + ": EVIDENCE_INVALID")
                .contains("unusable: folder.evidence.zip: UNREADABLE")
                .contains("unusable: twice.evidence.zip: DUPLICATE");
    }

    @Test
    void badPlansLabelsAndDirectoriesAreUsage() throws IOException {
        Path bad = Files.writeString(directory.resolve("bad.yaml"), "plan: nothing else");
        Run plan = backtest(bad);
        assertThat(plan.exit()).isEqualTo(1);
        assertThat(plan.err()).startsWith(bad + ":1:");

        Path good = planOf(ROLLED_BACK, "", "");
        Path odd = labels("# who\nshop,perhaps");
        Run labelled = backtest(good, "--labels", odd.toString());
        assertThat(labelled.exit()).isEqualTo(1);
        assertThat(labelled.err()).startsWith(odd + ":2: perhaps (expected: good or bad)");

        Path empty = Files.createDirectory(directory.resolve("empty"));
        assertThat(kanit("--plan", good.toString(), "--bundles", empty.toString()).exit()).isOne();
        assertThat(kanit("--plan", good.toString()).exit()).isOne();
    }

    @Test
    void noBundleOfTheServiceIsNoPass() throws IOException {
        Run run = backtest(planOf(COMPLETED, "service: shop", "service: cellar"));

        assertThat(run.exit()).isOne();
        assertThat(run.out())
                .contains("service: shop (expected: cellar)", "verdict: NOTHING_TESTED");
    }

    /** The canary's 90 ms are above it, the baseline's 88 ms keep it. */
    private Path stricter() throws IOException {
        return planOf(
                COMPLETED,
                "decide:",
                "triggers: {slow: {when: [latency > 89ms], for: 0s, then: rollback}}\ndecide:");
    }

    /** Whoever is asked gets more time than the recording has left, too. */
    private Path withoutTrigger() throws IOException {
        Path plan = planOf(ROLLED_BACK, "http_5xx_ratio > 3%", "http_5xx_ratio > 99%");
        String text = Files.readString(plan);
        assertThat(text).contains("answerWithin: 5m");
        return Files.writeString(plan, text.replace("answerWithin: 5m", "answerWithin: 50m"));
    }

    /** The plan that a bundle's rollout was started with, changed in one place. */
    private Path planOf(String bundle, String what, String by) throws IOException {
        Verification verified = BundleVerifier.verify(GOLDEN.resolve(bundle), Optional.empty());
        String text = verified.content().orElseThrow().plan();
        assertThat(text).contains(what);
        return Files.writeString(
                directory.resolve("plan.yaml"), what.isEmpty() ? text : text.replace(what, by));
    }

    private Path labels(String text) throws IOException {
        return Files.writeString(directory.resolve("labels.csv"), text);
    }

    private Run backtest(Path plan, String... more) {
        String[] arguments = {"--plan", plan.toString(), "--bundles", bundles.toString()};
        String[] all = new String[arguments.length + more.length];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return kanit(all);
    }

    private record Run(int exit, String out, String err) {}

    private static Run kanit(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] all = new String[arguments.length + 2];
        all[0] = "plan";
        all[1] = "backtest";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        int exit =
                Kanit.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(all);
        return new Run(exit, out.toString(), err.toString());
    }
}
