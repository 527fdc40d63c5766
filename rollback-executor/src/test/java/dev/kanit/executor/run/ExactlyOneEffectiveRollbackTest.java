package dev.kanit.executor.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.executor.FakeRouter;
import dev.kanit.executor.Orders;
import dev.kanit.executor.actuator.Actuator;
import dev.kanit.executor.actuator.ActuatorKind;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.actuator.Observation;
import dev.kanit.executor.http.HttpActuatorKind;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.Order;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Conformance 15 and 16 against the real desk, the real HTTP actuator and a router over HTTP: each
 * executor dies at a random boundary, often without a trace of what it did; the next one goes on
 * from the log. At times the one before is still alive.
 */
final class ExactlyOneEffectiveRollbackTest {

    private static final int SEEDS = 400;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Patience IMPATIENT =
            new Patience(Duration.ofMillis(1), Duration.ofMillis(5));
    private static final HttpActuatorKind HTTP =
            new HttpActuatorKind(_ -> "", Duration.ofSeconds(10));

    @AfterAll
    static void close() {
        HTTP.close();
    }

    @Test
    void exactlyOneEffectiveRollbackWhereverTheExecutorDies() throws InterruptedException {
        int deaths = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            deaths += run(seed);
        }
        assertThat(deaths).as("executors killed").isGreaterThan(SEEDS);
    }

    private static int run(int seed) throws InterruptedException {
        Random random = new Random(seed);
        MemoryLog log = new MemoryLog();
        try (FakeRouter router = new FakeRouter(25)) {
            Order stage = Orders.weight("r", 6, 50, router.actuatorSettings(), LIMIT);
            Order rollback = Orders.rollback("r", 7, router.actuatorSettings(), LIMIT);
            int deaths = 0;
            while (!isEnded(log, rollback)) {
                Mortal executor = new Mortal(log, deaths > 20 ? 1_000 : random.nextInt(12));
                // A zombie: alive, and with the knowledge of an earlier moment.
                Mortal zombie = new Mortal(log, random.nextBoolean() ? 0 : random.nextInt(8));
                executor.take(stage, rollback);
                zombie.take(stage, rollback);
                executor.awaitEnd();
                zombie.awaitEnd();
                deaths += executor.isDead ? 1 : 0;
            }
            assertThat(router.weightPercent()).as("seed %d: weight", seed).isZero();
            assertThat(router.effects().stream().filter("weight 0.0"::equals))
                    .as("seed %d: effects %s", seed, router.effects())
                    .hasSize(1);
            assertThat(router.effects().stream().filter("version v1.3.1"::equals))
                    .as("seed %d: effects %s", seed, router.effects())
                    .hasSize(1);
            assertThat(log.awaitEnd(rollback.fence()).step().outcome().isSuccess())
                    .as("seed %d: %s", seed, log.entries())
                    .isTrue();
            return deaths;
        }
    }

    private static boolean isEnded(MemoryLog log, Order order) {
        return log.entries().stream()
                .anyMatch(entry -> entry.fence().equals(order.fence()) && entry.step().finished());
    }

    /** The process ends here: nothing after this line happens. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** An executor that dies after so many boundaries. */
    private static final class Mortal implements ActuatorKind {

        private final MemoryLog log;
        private final CountDownLatch ended = new CountDownLatch(1);
        private final ActionDesk desk;
        private int lives;
        volatile boolean isDead;

        Mortal(MemoryLog log, int lives) {
            this.log = log;
            this.lives = lives;
            this.desk =
                    new ActionDesk(
                            Actuators.of(this),
                            (order, step, startedAt, took) -> {
                                boundary();
                                log.record(order, step, startedAt, took);
                                boundary();
                            },
                            IMPATIENT,
                            InstantSource.system(),
                            _ -> {
                                isDead = true;
                                ended.countDown();
                            });
        }

        void take(Order stage, Order rollback) {
            log.recallTo(desk);
            desk.take(stage, () -> {});
            desk.take(rollback, ended::countDown);
        }

        void awaitEnd() throws InterruptedException {
            assertThat(ended.await(30, TimeUnit.SECONDS)).as("the executor ends or dies").isTrue();
            desk.abandon();
        }

        private synchronized void boundary() {
            if (isDead || lives-- <= 0) {
                isDead = true;
                throw new Killed();
            }
        }

        @Override
        public String name() {
            return "http";
        }

        @Override
        public Opening open(SortedMap<String, String> settings) {
            return switch (HTTP.open(settings)) {
                case Opening.Opened(Actuator real) -> new Opening.Opened(new Fragile(real));
                case Opening.Unusable unusable -> unusable;
            };
        }

        /** Dies before or after the target was reached. */
        private final class Fragile implements Actuator {

            private final Actuator real;

            Fragile(Actuator real) {
                this.real = real;
            }

            @Override
            public Observation observe() {
                boundary();
                return real.observe();
            }

            @Override
            public StepOutcome change(Step.Change step, Observed seen, Fence fence) {
                boundary();
                StepOutcome outcome = real.change(step, seen, fence);
                boundary();
                return outcome;
            }

            @Override
            public StepOutcome look(Step.Look step) {
                boundary();
                return real.look(step);
            }
        }
    }
}
