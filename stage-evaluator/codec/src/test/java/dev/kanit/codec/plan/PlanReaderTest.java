package dev.kanit.codec.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.codec.plan.PlanReading.Accepted;
import dev.kanit.codec.plan.PlanReading.Rejected;
import dev.kanit.decision.plan.Condition.Comparison;
import dev.kanit.decision.plan.Limit;
import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.decision.plan.Signal;
import dev.kanit.decision.plan.Trigger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlanReaderTest {

    private static final Path SHIPPED = Path.of("../../deploy/plans/spark-v1.4.0.yaml");

    @Test
    void shippedPlanIsSound() {
        PlanFile file = accepted(shipped());
        assertThat(file.plan().signals().stream().filter(Signal::golden)).hasSize(8);
        assertThat(file.plan().triggers()).hasSize(20);
        assertThat(file.plan().stages().stream().map(stage -> stage.weight().percent()))
                .containsExactly(1.0, 5.0, 25.0, 50.0, 100.0);
        assertThat(file.plan().watch()).isEqualTo(Duration.ofHours(24));
        assertThat(file.minute()).hasSize(7);
    }

    @Test
    void limitsAreConvertedToTheSignalsUnit() {
        RolloutPlan plan = accepted(shipped()).plan();
        assertThat(limit(plan, "http-5xx-critical", 0)).isEqualTo(0.03);
        assertThat(limit(plan, "memory-leak", 0)).isEqualTo(10.0 * 1024 * 1024);
        assertThat(limit(plan, "memory-leak", 1)).isEqualTo(2.0 * 1024 * 1024 * 1024);
        assertThat(limit(plan, "connection-creep", 0)).isEqualTo(5.0 / 60);
        assertThat(limit(plan, "outbox-lag-explosion", 1)).isEqualTo(0.5);
    }

    @Test
    void speedDividesDurationsAndCountsOverThemButNoRates() {
        RolloutPlan plan = accepted("speed: 120\n" + shipped()).plan();
        assertThat(plan.interval()).isEqualTo(Duration.ofMillis(125));
        assertThat(plan.stages().getFirst().bake()).isEqualTo(Duration.ofMillis(7500));
        assertThat(trigger(plan, "memory-leak").forAtLeast()).isEqualTo(Duration.ofSeconds(5));
        assertThat(limit(plan, "memory-leak", 0)).isEqualTo(10.0 * 1024 * 1024);
        assertThat(plan.signals().getFirst().minSamples()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "pass: <= 200ms      | pass: <= 20%       | a ratio | a time in ms",
                "api_p95 > 400ms     | api_p59 > 400ms    | unknown signal | 'api_p95'?",
                "risk_block_rate > 0.5/min, http | risk_block_rate > 0.5/s, http | in 1/s | 1/min",
                "outbox_lag > 30s    | outbox_lag >       | no quantity | a number in s",
                "slope(rss, 15m)     | slop(rss, 15m)     | unknown function | 'slope'?",
                "slope(rss, 15m)     | slope(rss, 15)     | no window | a duration",
                "pass: <= 1%         | pass: <= 100%      | always holds | a limit between",
                "pool_utilisation > 90% | pool_utilisation > 100% | can never hold | a limit",
                "{weight: 5%         | {weight: 1%        | does not rise | above the stage before",
                "hypothesis:         | hypotesis:         | unknown key | 'hypothesis'?",
                "then: rollback      | then: rolback      | unknown effect | rollback, hold",
                "for: 5m             | for: five          | no duration | such as 15m",
                "minSamples: 20      | minSamples: -3     | minSamples | at least 0",
                "unit: 1/min         | unit: 1/minute     | unknown unit | ms, s, ratio",
                "holdAfter: 2m, rollbackAfter: 10m | holdAfter: 20m, rollbackAfter: 10m"
                        + " | not above holdAfter | above holdAfter",
            })
    void refusesWithLineAndColumn(String right, String wrong, String message, String expected) {
        String text = shipped();
        int at = text.indexOf(right);
        assertThat(at).as("the shipped plan has '%s'", right).isNotNegative();
        int line = (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;

        List<PlanError> errors =
                rejected(text.substring(0, at) + wrong + text.substring(at + right.length()));

        assertThat(errors)
                .anySatisfy(
                        error -> {
                            assertThat(error.message()).contains(message);
                            assertThat(error.expected()).contains(expected);
                            assertThat(error.line()).isEqualTo(line);
                            assertThat(error.column()).isPositive();
                        });
    }

    @Test
    void namesColumnOfTheLimitWithinTheCondition() {
        String text = shipped().replace("when: [api_p95 > 400ms]", "when: [api_p95 > 4%]");
        String line = text.lines().filter(one -> one.contains("> 4%")).findFirst().orElseThrow();
        assertThat(rejected(text).getFirst().column()).isEqualTo(line.indexOf("4%") + 1);
    }

    @Test
    void listsEveryErrorAtOnce() {
        String text =
                shipped()
                        .replace("api_p95 > 400ms", "api_p59 > 400ms")
                        .replace("then: rollback", "then: explode")
                        .replace("from: v1.3.1\n", "");
        assertThat(rejected(text)).hasSizeGreaterThan(20);
    }

    @Test
    void refusesDuplicateIds() {
        String text = shipped().replace("  connection-leak:", "  memory-leak:");
        assertThat(rejected(text).getFirst().message()).contains("duplicate key 'memory-leak'");
    }

    @Test
    void refusesConditionsThatNeverHoldTogether() {
        String text = shipped().replace("[api_p95 > 400ms]", "[api_p95 > 400ms, api_p95 < 300ms]");
        assertThat(rejected(text).getFirst().message()).contains("never hold together");
    }

    @Test
    void refusesTriggerWithoutCondition() {
        String text = shipped().replace("[api_p95 > 400ms]", "[]");
        assertThat(rejected(text).getFirst().message()).contains("has no condition");
    }

    @Test
    void refusesMoreThanTheCoreCanHold() {
        StringBuilder many = new StringBuilder("triggers:\n");
        for (int index = 0; index < 129; index++) {
            many.append("  extra-").append(index);
            many.append(": {when: [api_p95 > 400ms], for: 5m, then: alert}\n");
        }
        assertThat(rejected(shipped().replace("triggers:\n", many)).getFirst().message())
                .isEqualTo("149 triggers");
        assertThat(rejected("signals: {}"))
                .anySatisfy(error -> assertThat(error.message()).isEqualTo("no signals"));
    }

    @Test
    void refusesSpeedThatNoCollectorKeeps() {
        assertThat(rejected("speed: 151\n" + shipped()).getFirst().expected())
                .contains("at least 100 ms");
    }

    @Test
    void refusesYamlBombs() {
        assertThat(rejected("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]").getFirst().message())
                .contains("anchor or alias");
        assertThat(rejected("[".repeat(5000)).getFirst().message()).contains("nesting");
        assertThat(rejected("- ".repeat(5000) + "x").getFirst().message()).contains("nesting");
    }

    @Test
    void refusesFilesOverOneMebibyte() {
        assertThat(rejected("# " + "x".repeat(1 << 20)).getFirst().message()).contains("bytes");
    }

    @Test
    void refusesWhatIsNoPlan() {
        assertThat(rejected("").getFirst().message()).contains("empty");
        assertThat(rejected("just text").getFirst().message()).contains("no block");
        assertThat(rejected("plan: [").getFirst().message()).contains("no valid YAML");
        assertThat(rejected("pass: > 5").getFirst().expected()).contains("quotes");
    }

    private static Trigger trigger(RolloutPlan plan, String name) {
        return plan.triggers().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double limit(RolloutPlan plan, String trigger, int condition) {
        Comparison comparison = (Comparison) trigger(plan, trigger).when().get(condition);
        return ((Limit.Fixed) comparison.right()).value();
    }

    private static PlanFile accepted(String text) {
        PlanReading reading = PlanReader.read(text);
        assertThat(reading).isInstanceOf(Accepted.class);
        return ((Accepted) reading).file();
    }

    private static List<PlanError> rejected(String text) {
        PlanReading reading = PlanReader.read(text);
        assertThat(reading).isInstanceOf(Rejected.class);
        return ((Rejected) reading).errors();
    }

    private static String shipped() {
        try {
            return Files.readString(SHIPPED);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
