package dev.kanit.executor.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.executor.FakeRouter;
import dev.kanit.executor.Orders;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.http.HttpActuatorKind;
import dev.kanit.executor.plan.Order;
import dev.kanit.executor.plan.RecordedStep;
import dev.kanit.executor.plan.StepOutcome;
import dev.kanit.executor.run.ActionDesk;
import dev.kanit.executor.run.Patience;
import dev.kanit.schemas.LateCodec;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.ActionOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

final class RecordedActionsTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int OLD = 2_000;

    /** 90 days of finished actions must not stand between a crash and the way back. */
    @Test
    void onlyWhatMayHaveToGoOnIsRecalled() throws Exception {
        try (DecisionLog log = new DecisionLog();
                FakeRouter router = new FakeRouter(0);
                HttpActuatorKind http = new HttpActuatorKind(_ -> "", LIMIT);
                Producer<String, byte[]> producer = new LogClients(log.settings()).producer();
                Consumer<String, byte[]> reader = new LogClients(log.settings()).reader()) {
            takeTimesOfTheWriter(log);
            Order order = Orders.rollback("recent", 1, router.actuatorSettings(), LIMIT);
            log.decide(order);
            ConsumerRecord<String, byte[]> decision =
                    log.await(TopicCatalogue.DECISIONS, one -> one.key().equals("recent"))
                            .getFirst();
            RecordCodec<ActionOutcome> codec =
                    RecordCodec.open(ActionOutcome.class, log.cluster.registry());
            for (int number = 0; number < OLD; number++) {
                Order old = Orders.rollback("old-" + number, 1, router.actuatorSettings(), LIMIT);
                write(producer, decision, Duration.ofDays(30), outcome(codec, old, true));
            }
            write(producer, decision, Duration.ZERO, outcome(codec, order, false));
            producer.flush();
            CountDownLatch done = new CountDownLatch(1);
            ActionDesk desk =
                    new ActionDesk(
                            Actuators.of(http),
                            (_, _, _, _) -> {},
                            Patience.USUAL,
                            InstantSource.system(),
                            crash -> {
                                throw new AssertionError(crash);
                            });
            RecordedActions actions =
                    new RecordedActions(
                            new LateCodec<>(ActionOutcome.class, log.cluster.registry()),
                            InstantSource.system());

            long recalled =
                    actions.recall(
                            reader,
                            new TopicPartition(TopicCatalogue.DECISIONS, decision.partition()),
                            decision.offset(),
                            desk);

            assertThat(recalled).isEqualTo(1);
            desk.take(order, done::countDown);
            assertThat(done.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            // The traffic was stopped before the crash, as the recalled record says.
            assertThat(router.effects()).containsExactly("version v1.3.1");
            assertThat(router.orders()).isEqualTo(2);
        }
    }

    private static void takeTimesOfTheWriter(DecisionLog log) throws Exception {
        ConfigResource topic =
                new ConfigResource(ConfigResource.Type.TOPIC, TopicCatalogue.ACTIONS);
        AlterConfigOp set =
                new AlterConfigOp(
                        new ConfigEntry("message.timestamp.type", "CreateTime"),
                        AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(log.settings())) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(set))).all().get();
        }
    }

    private static byte[] outcome(RecordCodec<ActionOutcome> codec, Order order, boolean finished) {
        RecordedStep step = new RecordedStep(1, new StepOutcome.Applied("weight 0"), finished);
        return codec.encode(
                Outcomes.toWire(order, step, Instant.EPOCH, Duration.ZERO, false, "test"));
    }

    private static void write(
            Producer<String, byte[]> producer,
            ConsumerRecord<String, byte[]> decision,
            Duration ago,
            byte[] value) {
        var _ =
                producer.send(
                        new ProducerRecord<>(
                                TopicCatalogue.ACTIONS,
                                decision.partition(),
                                Instant.now().minus(ago).toEpochMilli(),
                                "any",
                                value));
    }
}
