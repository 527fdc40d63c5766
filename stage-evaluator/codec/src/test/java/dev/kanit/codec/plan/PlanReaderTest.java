package dev.kanit.codec.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.codec.plan.PlanReading.Accepted;
import dev.kanit.codec.plan.PlanReading.Rejected;
import dev.kanit.decision.plan.BaselineComparison;
import dev.kanit.decision.plan.BaselineComparison.Compare;
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
import java.util.Optional;
import java.util.OptionalDouble;
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
    void comparisonHasItsDefaultsFromTheSignal() {
        RolloutPlan plan = accepted(shipped()).plan();
        assertThat(comparison(plan, "api_p95"))
                .isEqualTo(
                        new BaselineComparison(
                                Compare.RATIO, 0.1, 200 * 0.01, 0, OptionalDouble.empty()));
        assertThat(comparison(plan, "http_5xx_ratio"))
                .isEqualTo(
                        new BaselineComparison(
                                Compare.COUNTS, 0.1, 0, 100, OptionalDouble.empty()));
        assertThat(comparison(plan, "rss"))
                .isEqualTo(
                        new BaselineComparison(
                                Compare.RATIO, 0.5, 0, 0, OptionalDouble.of(2.0 * (1 << 30))));
        assertThat(plan.signals().stream().filter(one -> one.comparison().isPresent())).hasSize(9);
        assertThat(plan.groups()).hasSize(1);
        assertThat(plan.groups().getFirst().signals())
                .extracting(index -> plan.signals().get(index).name())
                .containsExactly(
                        "api_p95", "ws_staleness_p95", "event_loop_lag_p95", "gc_pause_avg");
        String own = shipped().replaceFirst("worse: 10%, window: 30s", "worse: 25%, floor: 0.02s");
        assertThat(comparison(accepted(own).plan(), "api_p95"))
                .isEqualTo(
                        new BaselineComparison(Compare.RATIO, 0.25, 20, 0, OptionalDouble.empty()));
    }

    @Test
    void collectorLearnsWhatToAskOfEachTrack() {
        CollectionPlan plan = accepted(shipped()).collection();
        assertThat(plan.source().tracks())
                .isEqualTo(
                        new Tracks("canary", "baseline-a|baseline-b", "baseline-a", "baseline-b"));
        assertThat(asked(plan, "api_p95")).contains(new TrackQuery.Ratio(Duration.ofSeconds(30)));
        assertThat(asked(plan, "rss")).contains(new TrackQuery.Ratio(Duration.ofMinutes(1)));
        assertThat(asked(plan, "http_5xx_ratio").orElseThrow())
                .isInstanceOfSatisfying(
                        TrackQuery.Counts.class,
                        counts -> assertThat(counts.bad()).endsWith("or vector(0)"));
        assertThat(asked(plan, "canary_requests")).isEmpty();
    }

    @Test
    void refusesToCompareWhatIsTheSameForAllTracks() {
        String memory = "max(process_resident_memory_bytes{track=~\"$track\"})";
        String blocks = "bad: sum(risk_blocks_total{track=~\"$track\"})";
        assertThat(shipped()).contains(memory, blocks);
        String text =
                shipped()
                        .replace(memory, "max(process_resident_memory_bytes)")
                        .replace(blocks, "bad: sum(risk_blocks_total)");
        assertThat(rejected(text))
                .extracting(PlanError::message)
                .containsExactly(
                        "signals.risk_block_rate.baseline.bad is the same for all tracks",
                        "signals.rss.baseline compares a query that is the same for all tracks");
    }

    @Test
    void tracksHaveTheirUsualNamesUnlessThePlanSaysOtherwise() {
        String text = shipped();
        int from = text.indexOf("    tracks:");
        String usual = text.substring(0, from) + text.substring(text.indexOf("# Below this"));
        assertThat(accepted(usual).collection().source().tracks()).isEqualTo(Tracks.USUAL);
    }

    @Test
    void refusesMoreGroupsThanTheCoreCanHold() {
        StringBuilder many = new StringBuilder("groups:\n");
        for (int index = 0; index < RolloutPlan.MAX_GROUPS; index++) {
            many.append("  extra-").append(index).append(": [api_p95, rss, gc_pause_avg]\n");
        }
        assertThat(rejected(shipped().replace("groups:\n", many)).getFirst().message())
                .isEqualTo("9 groups");
    }

    @Test
    void speedDividesDurationsAndCountsOverThemButNoRates() {
        RolloutPlan plan = accepted("speed: 120\n" + shipped()).plan();
        assertThat(plan.interval()).isEqualTo(Duration.ofMillis(125));
        assertThat(plan.stages().getFirst().bake()).isEqualTo(Duration.ofMillis(7500));
        assertThat(trigger(plan, "memory-leak").forAtLeast()).isEqualTo(Duration.ofSeconds(5));
        assertThat(limit(plan, "memory-leak", 0)).isEqualTo(10.0 * 1024 * 1024);
        assertThat(plan.signals().getFirst().minSamples()).isEqualTo(1);
        assertThat(comparison(plan, "http_5xx_ratio").minEvents()).isEqualTo(1);
        assertThat(asked(accepted("speed: 120\n" + shipped()).collection(), "api_p95"))
                .contains(new TrackQuery.Ratio(Duration.ofMillis(250)));
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
                "exhaustedAt: 2GiB   | exhaustedAt: 2s    | in s, a time | in bytes",
                "exhaustedAt: 2GiB   | exhaustedAt: 0GiB  | exhaustedAt: '0GiB' | above 0",
                "worse: 10%, window: 30s | worse: 10%, floor: 1% | a ratio | a time in ms",
                "worse: 10%, window: 30s | worse: 10%, floor: -1ms | floor: '-1ms' | at least 0",
                "worse: 10%, window: 30s | worse: 1001%  | worse: '1001%' | 0% to 1000%",
                "worse: 10%, window: 30s | worse: 10     | worse: '10' | a share from 0%",
                "worse: 10%, window: 30s | wrse: 10%     | unknown key 'wrse' | 'worse'?",
                "worse: 10%, window: 30s | total: up     | 'total' has no meaning | compare: counts",
                "worse: 10%, window: 30s | window: 0s    | window: 0 | above 0",
                "compare: counts      | compare: count     | compare: 'count' | ratio or counts",
                "[api_p95, ws_staleness_p95, event_loop_lag_p95, gc_pause_avg]"
                        + " | [api_p95, gc_pause_avg] | has 2 signals | at least 3",
                "[api_p95, ws_staleness_p95, event_loop_lag_p95, gc_pause_avg]"
                        + " | [api_p95, http_5xx_ratio, rss, gc_pause_avg]"
                        + " | 'http_5xx_ratio' is not compared | compare: ratio",
                "[api_p95, ws_staleness_p95, event_loop_lag_p95, gc_pause_avg]"
                        + " | [api_p95, rss, rss] | in the group already | each signal once",
                "[api_p95, ws_staleness_p95, event_loop_lag_p95, gc_pause_avg]"
                        + " | [api_p95, rss, gc_pause_av] | unknown signal | 'gc_pause_avg'?",
                "evidence: hold       | evidence: alert    | 'alert' | hold or rollback",
                "halfB: baseline-b    | halfC: baseline-b  | unknown key 'halfC' | 'halfA'?",
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

    private static BaselineComparison comparison(RolloutPlan plan, String signal) {
        return plan.signals().stream()
                .filter(one -> one.name().equals(signal))
                .findFirst()
                .flatMap(Signal::comparison)
                .orElseThrow();
    }

    private static Optional<TrackQuery> asked(CollectionPlan plan, String signal) {
        return plan.queries().stream()
                .filter(one -> one.signal().equals(signal))
                .findFirst()
                .orElseThrow()
                .compared();
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
