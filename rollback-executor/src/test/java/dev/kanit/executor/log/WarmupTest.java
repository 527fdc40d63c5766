package dev.kanit.executor.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.executor.actuator.Actuator;
import dev.kanit.executor.actuator.ActuatorKind;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.actuator.Observation;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import dev.kanit.executor.run.Patience;
import dev.kanit.schemas.LateCodec;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.RolloutDecision;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class WarmupTest {

    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(200);
    private static final DecisionLog LOG = new DecisionLog();

    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final HeldKind held = new HeldKind();
    private final CompletableFuture<Thread> rolling = new CompletableFuture<>();

    @AfterAll
    static void close() {
        LOG.close();
    }

    @Test
    void everyStepOfEveryImaginaryRollbackIsMadeAndNothingIsWritten() {
        RecordingKind recording = new RecordingKind(new CountDownLatch(0));
        try (Warmup warmup = warmup(Actuators.of(recording), recording, NEVER)) {
            run(warmup);
        }
        assertThat(recording.calls)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "prepare", 1,
                                "stop-canary", Warmup.ROLLBACKS,
                                "restore-version", Warmup.ROLLBACKS,
                                "check-compatibility", Warmup.ROLLBACKS,
                                "restart", Warmup.ROLLBACKS,
                                "verify-health", Warmup.ROLLBACKS,
                                "verify-baseline", Warmup.ROLLBACKS));
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void whatTakesLongerThanTheLimitIsInterruptedAndWaitedForByNobody() throws Exception {
        CountDownLatch shut = new CountDownLatch(1);
        try (Warmup warmup = warmup(Actuators.of(held), new RecordingKind(shut), SOON)) {
            run(warmup);

            HeldKind.awaitEnd(held.thread());
            HeldKind.awaitEnd(rolling.get(NEVER.toMillis(), TimeUnit.MILLISECONDS));
        } finally {
            shut.countDown();
        }
    }

    @Test
    void closingEndsTheThreadsOfOneThatIsUnderWay() throws Exception {
        CountDownLatch shut = new CountDownLatch(1);
        Warmup warmup = warmup(Actuators.of(held), new RecordingKind(shut), NEVER);
        Thread runner = Thread.ofPlatform().daemon().start(() -> run(warmup));
        Thread preparing = held.thread();
        Thread rollingBack = rolling.get(NEVER.toMillis(), TimeUnit.MILLISECONDS);

        warmup.close();

        HeldKind.awaitEnd(runner);
        HeldKind.awaitEnd(preparing);
        HeldKind.awaitEnd(rollingBack);
        shut.countDown();
    }

    @Test
    void oneThatWasClosedDoesNothing() {
        Warmup warmup = warmup(Actuators.of(held), new ImaginaryKind(), NEVER);
        warmup.close();

        run(warmup);

        assertThat(held.isPrepared()).isFalse();
        assertThat(rolling).isNotDone();
    }

    private Warmup warmup(Actuators actuators, ActuatorKind imaginary, Duration within) {
        return new Warmup(
                actuators,
                imaginary,
                new OutcomePublisher(
                        producer,
                        new LateCodec<>(ActionOutcome.class, LOG.cluster.registry()),
                        "test",
                        new ExecutorCounters()),
                Patience.USUAL,
                InstantSource.system(),
                within);
    }

    private void run(Warmup warmup) {
        LateCodec<RolloutDecision> codec =
                new LateCodec<>(RolloutDecision.class, LOG.cluster.registry());
        warmup.run(
                () -> {
                    rolling.complete(Thread.currentThread());
                    return codec.get();
                });
    }

    /** Counts what the imaginary target is told, behind a gate. */
    private static final class RecordingKind implements ActuatorKind {

        private final Map<String, Integer> calls = new ConcurrentHashMap<>();
        private final CountDownLatch gate;

        RecordingKind(CountDownLatch gate) {
            this.gate = gate;
        }

        @Override
        public String name() {
            return "imaginary";
        }

        @Override
        public Opening open(SortedMap<String, String> settings) {
            return new ImaginaryKind().open(settings) instanceof Opening.Opened(Actuator real)
                    ? new Opening.Opened(new Recording(real))
                    : new Opening.Unusable("test");
        }

        @Override
        public void prepare() {
            count("prepare");
        }

        private void count(String call) {
            calls.merge(call, 1, Integer::sum);
        }

        private final class Recording implements Actuator {

            private final Actuator real;

            Recording(Actuator real) {
                this.real = real;
            }

            @Override
            public Observation observe() {
                try {
                    gate.await();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
                return real.observe();
            }

            @Override
            public StepOutcome change(Step.Change step, Observed seen, Fence fence) {
                count(step.name());
                return real.change(step, seen, fence);
            }

            @Override
            public StepOutcome look(Step.Look step) {
                count(step.name());
                return real.look(step);
            }
        }
    }
}
