package dev.kanit.executor.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.executor.FakeRouter;
import dev.kanit.executor.Orders;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.http.HttpActuatorKind;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Order;
import dev.kanit.executor.plan.StepOutcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ActionDeskTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final Patience IMPATIENT =
            new Patience(Duration.ofMillis(2), Duration.ofMillis(20));

    private final HttpActuatorKind http = new HttpActuatorKind(_ -> "", Duration.ofSeconds(20));
    private final FakeRouter router = new FakeRouter(25);
    private final MemoryLog log = new MemoryLog();
    private final ActionDesk desk =
            new ActionDesk(
                    Actuators.of(http),
                    log,
                    IMPATIENT,
                    InstantSource.system(),
                    crash -> {
                        throw new AssertionError(crash);
                    });

    @AfterEach
    void close() {
        desk.abandon();
        router.close();
        http.close();
    }

    @Test
    void aRollbackTakesSixStepsAndTellsWhatWasDone() {
        Order order = Orders.rollback("r", 7, router.actuatorSettings(), LONG);

        desk.take(order, () -> {});

        StepOutcome end = log.awaitEnd(order.fence()).step().outcome();
        assertThat(log.outcomes(order.fence())).hasSize(6);
        assertThat(end).isInstanceOf(StepOutcome.Applied.class);
        assertThat(end.detail())
                .contains("stop-canary: canary weight 25 % → 0 %")
                .contains("restore-version: canary's place: v1.4.0 → v1.3.1")
                .contains("verify-baseline: backToBaseline: true");
        assertThat(router.effects()).containsExactly("weight 0.0", "version v1.3.1");
    }

    @Test
    void aWeightIsSetAndTheServersAreLookedAt() {
        Order order = Orders.weight("r", 7, 50, router.actuatorSettings(), LONG);

        desk.take(order, () -> {});

        assertThat(log.awaitEnd(order.fence()).step().number()).isEqualTo(2);
        assertThat(router.weightPercent()).isEqualTo(50);
    }

    @Test
    void noTrafficMovesToAStableVersionThatIsNotReadyAndTheLogSaysSo() {
        router.stableReady = false;
        Order order = Orders.rollback("r", 7, router.actuatorSettings(), SHORT);

        desk.take(order, () -> {});

        StepOutcome end = log.awaitEnd(order.fence()).step().outcome();
        assertThat(end).isInstanceOf(StepOutcome.Unreachable.class);
        assertThat(end.detail()).contains("stable v1.3.1 is not ready: traffic stays as it is");
        assertThat(router.effects()).isEmpty();
    }

    @Test
    void theRollbackGoesOnAsSoonAsTheStableVersionIsReady() {
        router.stableReady = false;
        Order order = Orders.rollback("r", 7, router.actuatorSettings(), LONG);
        desk.take(order, () -> {});
        log.await(entry -> entry.step().outcome().detail().startsWith("trying again: stable"));

        router.stableReady = true;

        assertThat(log.awaitEnd(order.fence()).step().outcome().isSuccess()).isTrue();
        assertThat(router.effects()).containsExactly("weight 0.0", "version v1.3.1");
    }

    @Test
    void noTrafficMovesToACanaryThatIsNotReady() {
        router.canaryReady = false;
        Order order = Orders.weight("r", 7, 50, router.actuatorSettings(), SHORT);

        desk.take(order, () -> {});

        assertThat(log.awaitEnd(order.fence()).step().outcome().detail())
                .contains("canary v1.4.0 is not ready");
        assertThat(router.effects()).isEmpty();
    }

    @Test
    void metricsThatStayAwayAreRecordedAndTheRollbackHasSucceededNevertheless() {
        router.backToBaseline = false;
        Order order = Orders.rollback("r", 7, router.actuatorSettings(), SHORT);

        desk.take(order, () -> {});

        StepOutcome end = log.awaitEnd(order.fence()).step().outcome();
        assertThat(end).isInstanceOf(StepOutcome.Applied.class);
        assertThat(end.detail()).contains("verify-baseline NOT DONE: backToBaseline: false");
        assertThat(log.outcomes(order.fence()).get(5)).isInstanceOf(StepOutcome.Unreachable.class);
    }

    @Test
    void anIncompatibleDatabaseIsRecordedAndNothingIsRestartedOnIt() {
        router.compatible = false;
        Order order = Orders.rollback("r", 7, router.actuatorSettings(), LONG);

        desk.take(order, () -> {});

        assertThat(log.awaitEnd(order.fence()).step().outcome().detail())
                .contains("check-compatibility NOT DONE: compatible: false")
                .contains("restart NOT DONE: not restarted");
        assertThat(log.outcomes(order.fence()).get(3)).isInstanceOf(StepOutcome.Refused.class);
    }

    @Test
    void aRollbackDoesNotWaitBehindAWeightThatHangs() {
        router.mood = FakeRouter.Mood.SILENT;
        Order weight = Orders.weight("r", 7, 50, router.actuatorSettings(), LONG);
        desk.take(weight, () -> {});
        FakeRouter other = new FakeRouter(25);
        try (other) {
            Order rollback = Orders.rollback("r", 8, other.actuatorSettings(), LONG);

            desk.take(rollback, () -> {});

            assertThat(log.awaitEnd(weight.fence()).step().outcome())
                    .isInstanceOf(StepOutcome.Superseded.class);
            assertThat(log.awaitEnd(rollback.fence()).step().outcome().isSuccess()).isTrue();
        }
    }

    @Test
    void anOrderOfAnOlderGenerationIsSupersededWithoutTouchingTheTarget() {
        desk.note("r", 9);
        Order order = Orders.weight("r", 7, 50, router.actuatorSettings(), LONG);

        desk.take(order, () -> {});

        assertThat(log.awaitEnd(order.fence()).step().outcome())
                .isInstanceOf(StepOutcome.Superseded.class);
        assertThat(router.requests()).isZero();
    }

    @Test
    void aTargetThatObeysANewerGenerationSupersedesTheOrder() {
        Order newer = Orders.rollback("other", 9, router.actuatorSettings(), LONG);
        desk.take(newer, () -> {});
        log.awaitEnd(newer.fence());
        Order order = Orders.weight("r", 7, 50, router.actuatorSettings(), LONG);

        desk.take(order, () -> {});

        assertThat(log.awaitEnd(order.fence()).step().outcome())
                .isInstanceOf(StepOutcome.Superseded.class);
        assertThat(router.weightPercent()).isZero();
    }

    @Test
    void aTargetThatForbidsIsNotAskedTwice() {
        router.mood = FakeRouter.Mood.FORBIDS_403;
        Order order = Orders.rollback("r", 7, router.actuatorSettings(), LONG);

        desk.take(order, () -> {});

        assertThat(log.awaitEnd(order.fence()).step().outcome())
                .isInstanceOf(StepOutcome.Refused.class);
        assertThat(router.requests()).isEqualTo(1);
    }

    @Test
    void aTargetThatFailsIsAskedUntilTheLimit() {
        router.mood = FakeRouter.Mood.ERROR_500;
        Order order = Orders.rollback("r", 7, router.actuatorSettings(), SHORT);

        desk.take(order, () -> {});

        assertThat(log.awaitEnd(order.fence()).step().outcome())
                .isInstanceOf(StepOutcome.Unreachable.class);
        assertThat(router.requests()).isGreaterThan(2);
    }

    @Test
    void anActuatorThatIsNotInstalledIsRefusedWithTheNamesOfThoseThatAre() {
        Order order =
                new Order(
                        "r",
                        new Fence(1, "r/1"),
                        Order.Kind.SET_WEIGHT,
                        5,
                        "",
                        "v1",
                        "v2",
                        "flag",
                        new TreeMap<>(Map.of()),
                        new TreeMap<>(Map.of()),
                        LONG);

        desk.take(order, () -> {});

        assertThat(log.awaitEnd(order.fence()).step().outcome().detail())
                .contains("actuator: flag (expected: [http])");
    }

    @Test
    void anActionWhoseEndIsInTheLogIsOnlyReportedDone() throws InterruptedException {
        Order order = Orders.rollback("r", 7, router.actuatorSettings(), LONG);
        desk.take(order, () -> {});
        log.awaitEnd(order.fence());
        int before = log.entries().size();
        CountDownLatch done = new CountDownLatch(1);

        desk.take(order, done::countDown);

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(log.entries()).hasSize(before);
    }
}
