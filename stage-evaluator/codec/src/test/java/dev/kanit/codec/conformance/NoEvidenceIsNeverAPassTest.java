package dev.kanit.codec.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.codec.plan.PlanReader;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.decision.explain.ConditionLook;
import dev.kanit.decision.explain.Looks;
import dev.kanit.decision.measure.Absence;
import dev.kanit.decision.measure.Snapshot;
import dev.kanit.decision.rollout.Phase;
import dev.kanit.decision.rollout.RolloutEvent.HoldReleased;
import dev.kanit.decision.rollout.RolloutEvent.InputRejected;
import dev.kanit.decision.rollout.RolloutEvent.RollbackOrdered;
import dev.kanit.decision.rollout.RolloutEvent.RolloutHeld;
import dev.kanit.decision.rollout.RolloutEvent.StagePassed;
import dev.kanit.decision.rollout.Scene;
import dev.kanit.decision.rule.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NoEvidenceIsNeverAPassTest {

    /** Conformance 1. */
    @ParameterizedTest(name = "speed {0}")
    @ValueSource(doubles = {1, 120})
    void providerThatIsDownForFiveMinutesHoldsAndNeverAdvances(double speed) {
        Scene scene = SparkPlan.scene(speed).run(Duration.ofMinutes(12));
        scene.allMissing(Absence.PROVIDER_DOWN).run(Duration.ofMinutes(5));

        assertThat(scene.newest(RolloutHeld.class).reasons()).containsExactly(Reason.PROVIDER_DOWN);
        assertThat(scene.all(StagePassed.class)).isEmpty();
        assertThat(scene.all(RollbackOrdered.class)).isEmpty();
    }

    /** Conformance 1: it is not the release's fault until the plan's own limit. */
    @Test
    void providerThatIsDownRollsBackAtThePlansOwnLimitOnly() {
        Scene scene = SparkPlan.scene().run(Duration.ofMinutes(5));
        long last = scene.now();
        scene.allMissing(Absence.PROVIDER_DOWN).run(Duration.ofHours(1));
        RollbackOrdered ordered = scene.newest(RollbackOrdered.class);
        assertThat(ordered.reason()).isEqualTo(Reason.PROVIDER_DOWN);
        assertThat(ordered.atMillis() - last).isBetween(minutes(30), minutes(30) + 15_000L);
    }

    /** Conformance 1: rates have no data for the first scrapes after a provider's restart. */
    @Test
    void providersRestartIsNotTheReleasesGap() {
        Scene scene = SparkPlan.scene().run(Duration.ofMinutes(5));
        scene.allMissing(Absence.PROVIDER_DOWN).run(Duration.ofMinutes(12));
        scene.allMissing(Absence.NO_DATA).run(Duration.ofSeconds(45));
        assertThat(scene.all(RollbackOrdered.class)).isEmpty();

        scene.run(Duration.ofMinutes(12));

        assertThat(scene.newest(RollbackOrdered.class).reason())
                .as("a gap that lasts is the release's after all")
                .isEqualTo(Reason.NO_DATA);
    }

    /** Conformance 2. */
    @ParameterizedTest(name = "speed {0}")
    @ValueSource(doubles = {1, 120})
    void stageWithoutSamplesHoldsAndGoesOnByItselfWhenTheyCome(double speed) {
        Scene scene = SparkPlan.scene(speed).run(Duration.ofMinutes(5));
        scene.missing("api_p95", Absence.NO_DATA).run(Duration.ofMinutes(3));
        assertThat(scene.newest(RolloutHeld.class).reasons()).containsExactly(Reason.NO_DATA);

        scene.reading("api_p95", 100).run(Duration.ofMinutes(2));

        assertThat(scene.newest(HoldReleased.class).by()).as("nobody was needed").isEmpty();
        assertThat(scene.phase()).isInstanceOf(Phase.Baking.class);
        assertThat(scene.run(Duration.ofMinutes(15)).all(StagePassed.class)).hasSize(1);
    }

    /** Conformance 2: missing for longer than the plan's limit is no evidence for the release. */
    @Test
    void gapThatLastsRollsBackAtThePlansLimit() {
        Scene scene = SparkPlan.scene().run(Duration.ofMinutes(5));
        long last = scene.now();
        scene.missing("api_p95", Absence.NO_DATA).run(Duration.ofMinutes(11));
        RollbackOrdered ordered = scene.newest(RollbackOrdered.class);
        assertThat(ordered.reason()).isEqualTo(Reason.NO_DATA);
        assertThat(ordered.atMillis() - last).isEqualTo(minutes(10) + 15_000L);
    }

    /** Conformance 3. */
    @ParameterizedTest(name = "speed {0}")
    @ValueSource(doubles = {1, 120})
    void trafficThatVanishesStopsTheBakeClock(double speed) {
        Scene scene = SparkPlan.scene(speed).run(Duration.ofMinutes(10));
        long baked = baked(scene);
        scene.reading("canary_requests", 0)
                .missing("http_5xx_ratio", Absence.NOT_A_NUMBER)
                .run(Duration.ofHours(1));
        assertThat(scene.newest(RolloutHeld.class).reasons()).containsExactly(Reason.NO_TRAFFIC);
        assertThat(baked(scene)).isEqualTo(baked);

        scene.reading("canary_requests", 5)
                .reading("http_5xx_ratio", 0.001)
                .run(Duration.ofMinutes(4));

        assertThat(scene.all(StagePassed.class)).as("10 min baked before").isEmpty();
        assertThat(scene.run(Duration.ofMinutes(5)).all(StagePassed.class)).hasSize(1);
    }

    /** Conformance 4: nobody ever measured anything. */
    @ParameterizedTest(name = "speed {0}")
    @ValueSource(doubles = {1, 120})
    void rolloutWithoutAnySnapshotNeverAdvances(double speed) {
        Scene scene = SparkPlan.scene(speed).silence(Duration.ofDays(2));
        assertThat(scene.all(StagePassed.class)).isEmpty();
        assertThat(scene.newest(RolloutHeld.class).reasons())
                .containsExactly(Reason.COLLECTOR_SILENT);
        assertThat(scene.newest(RollbackOrdered.class).reason()).isEqualTo(Reason.COLLECTOR_SILENT);
    }

    /** Conformance 4: a restart finds the bake time over, and no evidence for it. */
    @Test
    void bakeTimeThatNobodyWatchedIsNotBaked() {
        Scene scene = SparkPlan.scene().run(Duration.ofMinutes(1));
        scene.silence(Duration.ofMinutes(20)).snapshot();
        assertThat(scene.all(StagePassed.class)).isEmpty();
        assertThat(baked(scene)).isLessThanOrEqualTo(minutes(2));
    }

    /** Conformance 5. */
    @Test
    void rulesThatAreInMidWindowWhenAnotherFiresAreUnjudged() {
        Scene scene = SparkPlan.scene().run(Duration.ofMinutes(1));
        scene.reading("api_p95", 450).run(Duration.ofMinutes(2));
        scene.reading("csp_violation_rate", 51).baseline("csp_violation_rate", 50).snapshot();

        assertThat(scene.newest(RollbackOrdered.class).reason()).isEqualTo(Reason.TRIGGER_FIRED);
        List<ConditionLook> looks = Looks.conditions(scene.state());
        assertThat(verdict(looks, "csp-violation-storm")).isEqualTo("FIRED");
        assertThat(verdict(looks, "api-p95-critical")).as("in its window").isEqualTo("UNJUDGED");
        assertThat(verdict(looks, "memory-leak")).as("no window yet").isEqualTo("UNJUDGED");
        assertThat(verdict(looks, "gc-pause-high")).isEqualTo("CLEAR");
    }

    /** Conformance 6: the file and the place in it. */
    @ParameterizedTest(name = "{0} instead of {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "api_p95 > | api_p95 > 400ms | is no quantity",
                "api_p59 > 400ms | api_p95 > 400ms | unknown signal 'api_p59'",
                "api_p95 > 4% | api_p95 > 400ms | a ratio",
                "ws_disconnect_rate > 10/min | ws_disconnect_rate > 10/s | 1/min",
                "pool_utilisation > 190% | pool_utilisation > 90% | can never hold"
            })
    void ruleThatCannotFireIsRefusedWithLineAndColumn(String wrong, String right, String message) {
        String text = SparkPlan.text();
        String spelled = text.replace("when: [" + right + "]", "when: [" + wrong + "]");
        int line = lineOf(spelled, "when: [" + wrong + "]");

        PlanReading reading = PlanReader.read(spelled);

        assertThat(reading).isInstanceOf(PlanReading.Rejected.class);
        PlanReading.Rejected rejected = (PlanReading.Rejected) reading;
        assertThat(rejected.errors())
                .anySatisfy(
                        error -> {
                            assertThat(error.line()).isEqualTo(line);
                            assertThat(error.column()).isGreaterThanOrEqualTo(12);
                            assertThat(error.inFile("plan")).contains(message);
                        });
    }

    /** Conformance 7: values that are none. */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "NaN, NOT_A_NUMBER",
        "Infinity, NOT_A_NUMBER",
        "-Infinity, NOT_A_NUMBER",
        "-1, OUT_OF_RANGE"
    })
    void valueThatIsNoneDoesNotPassAndHoldsWithItsReason(double value, Reason reason) {
        Scene scene = SparkPlan.scene().run(Duration.ofMinutes(14));
        scene.reading("api_p95", value).run(Duration.ofMinutes(3));
        assertThat(scene.all(StagePassed.class)).isEmpty();
        assertThat(scene.newest(RolloutHeld.class).reasons()).containsExactly(reason);
    }

    /** Conformance 7: snapshots that come at the wrong time. Offsets are from the newest one. */
    @ParameterizedTest(name = "taken {0} ms after the newest, received {1} ms after it: {2}")
    @CsvSource({
        "0, 15000, DUPLICATE",
        "-15000, 1000, LATE",
        "-1, 1000, LATE",
        "1000, 121001, LATE",
        "46000, 15000, FUTURE"
    })
    void snapshotAtTheWrongTimeIsRecordedOnceAndChangesNothing(
            long taken, long received, Reason reason) {
        Scene scene = SparkPlan.scene().run(Duration.ofMinutes(14));
        long newest = scene.now();
        long baked = baked(scene);
        Snapshot wrong = scene.reading("api_p95", 999).built(newest + taken);
        for (int times = 0; times < 3; times++) {
            scene.input(
                    new dev.kanit.decision.rollout.RolloutInput.SnapshotArrived(
                            newest + received, wrong));
        }
        assertThat(scene.all(InputRejected.class))
                .extracting(InputRejected::reason)
                .as("recorded, and no flood of it")
                .containsExactly(reason);
        assertThat(scene.state().measured().latest().canary(0)).isEqualTo(100);
        assertThat(baked(scene)).isEqualTo(baked);
    }

    /** Conformance 7: snapshots that are never used are no evidence either. */
    @ParameterizedTest(name = "speed {0}")
    @ValueSource(doubles = {1, 120})
    void collectorWhoseClockIsWrongHoldsAndThenRollsBack(double speed) {
        Scene scene = SparkPlan.scene(speed).run(Duration.ofMinutes(5));
        long last = scene.now();
        long step = scene.rules().layout().intervalMillis();
        long end = last + scene.millis(Duration.ofMinutes(31));
        for (long at = last + step; at < end; at += step) {
            scene.input(
                    new dev.kanit.decision.rollout.RolloutInput.SnapshotArrived(
                            at, scene.built(at + 60_000)));
        }
        assertThat(scene.newest(RolloutHeld.class).reasons())
                .containsExactly(Reason.COLLECTOR_SILENT);
        assertThat(scene.newest(RollbackOrdered.class).reason()).isEqualTo(Reason.COLLECTOR_SILENT);
    }

    /** Conformance 8. */
    @Test
    void gapOfTheCanaryAloneHasItsOwnReason() {
        Scene everywhere = SparkPlan.scene().missing("api_p95", Absence.NO_DATA);
        Scene canaryAlone = SparkPlan.scene().missing("api_p95", Absence.CANARY_SILENT);
        List<Reason> reasons = new ArrayList<>();
        for (Scene scene : List.of(everywhere, canaryAlone)) {
            scene.run(Duration.ofMinutes(3));
            reasons.addAll(scene.newest(RolloutHeld.class).reasons());
        }
        assertThat(reasons).containsExactly(Reason.NO_DATA, Reason.CANARY_SILENT);
    }

    private static long baked(Scene scene) {
        return switch (scene.phase()) {
            case Phase.Live live when live.standing() instanceof Phase.Baking baking ->
                    baking.bakedMillis();
            default -> throw new AssertionError("not baking: " + scene.phase());
        };
    }

    private static String verdict(List<ConditionLook> looks, String rule) {
        return looks.stream()
                .filter(look -> look.rule().equals(rule))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    private static int lineOf(String text, String part) {
        return (int) text.substring(0, text.indexOf(part)).lines().count();
    }

    private static long minutes(int count) {
        return Duration.ofMinutes(count).toMillis();
    }
}
